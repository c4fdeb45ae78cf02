import { createModels, FlagTable, readModelConfig, type ModelRequest, type Models } from '@repartee/llm'

export const INSTRUCTIONS = 'You answer for a clinic in short, friendly sentences. One task at a time.'
export const QUESTION = 'When is my appointment?'

export function request(question = QUESTION): ModelRequest {
  return {
    task: 'generate',
    tier: 'standard',
    instructions: INSTRUCTIONS,
    messages: [{ role: 'contact', text: question }],
    about: { tenant: 'bench', session: 'bench', turn: null, channel: 'web', intent: 'ask' },
    deadlineAt: Date.now() + 14_000,
  }
}

/** libs/llm with these settings; all policies on but those that the flags turn off. */
export async function modelsWith(settings: Record<string, string>, flags: Record<string, string>): Promise<Models> {
  const models = createModels(readModelConfig(settings), { flags: new FlagTable(flags) })
  await models.warmUp()
  return models
}
