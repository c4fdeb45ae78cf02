import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collect, createModels, FlagTable, readModelConfig } from '../src/index.ts'
import { request, signal } from './requests.ts'

// Our simulator is our own idea of the protocols; this is somebody else's.
const mock = new LLMock({ port: 0 })
let url = ''
beforeAll(async () => {
  mock.onMessage(/good morning/i, { content: 'Good morning from somebody else.' })
  url = await mock.start()
})
afterAll(() => mock.stop())

test.each([
  ['openai', () => ({ OPENAI_API_KEY: 'simulated-key', OPENAI_BASE_URL: `${url}/v1` })],
  ['anthropic', () => ({ ANTHROPIC_API_KEY: 'simulated-key', ANTHROPIC_BASE_URL: url })],
  ['compatible', () => ({ LLM_COMPATIBLE_URL: `${url}/v1`, LLM_COMPATIBLE_MODEL: 'some-model' })],
])('%s understands another implementation of its API', async (provider, settings) => {
  const models = createModels(readModelConfig(settings()), { flags: new FlagTable() })
  const answer = await collect(models.generate!, request(), { signal })
  expect(answer).toMatchObject({ text: 'Good morning from somebody else.', provider, finish: 'stop' })
  expect(answer.usage[0]!.outcome).toBe('won')
  await models.close()
})
