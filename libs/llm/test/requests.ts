import type { ModelSetting, ModelSimulator, SimulatedProvider } from '@repartee/testing'
import { readModelConfig, type ModelConfig, type ModelRequest } from '../src/index.ts'

export const signal = new AbortController().signal

export function request(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    task: 'generate',
    tier: 'standard',
    instructions: 'You answer for a clinic.',
    messages: [{ role: 'contact', text: 'Good morning' }],
    about: {
      tenant: 'demo-clinic',
      session: '7b0d8c52-5f0e-4f0f-9a52-3f8f3f4f9c11',
      turn: '0b1f8a6e-2f6a-4b0b-8f5e-1c9d4f1b7a22',
      channel: 'whatsapp',
      intent: 'greeting',
    },
    deadlineAt: Date.now() + 10_000,
    ...changes,
  }
}

const settingsOf: Record<SimulatedProvider, readonly ModelSetting[]> = {
  openai: ['OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  anthropic: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'],
  compatible: ['LLM_COMPATIBLE_URL', 'LLM_COMPATIBLE_KEY', 'LLM_COMPATIBLE_MODEL'],
  workflow: ['WORKFLOW_URL'],
  embeddings: [],
}

/** The settings with which these providers, and no others, are asked. */
export function configFor(
  simulator: ModelSimulator,
  providers: readonly SimulatedProvider[],
  more: Record<string, string> = {},
): ModelConfig {
  const given = providers.flatMap((name) => settingsOf[name]).map((key) => [key, simulator.settings[key]])
  return readModelConfig({ ...Object.fromEntries(given), ...more })
}
