import { startModelSimulator, type ModelSimulator } from '@repartee/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  collect,
  createEmbedder,
  createModels,
  FlagTable,
  firstFlags,
  readModelConfig,
  type Models,
} from '../src/index.ts'
import { configFor, request, signal } from './requests.ts'

let simulator: ModelSimulator
beforeAll(async () => {
  simulator = await startModelSimulator({ answer: 'Good morning!' })
})
afterAll(() => simulator.stop())
const open: Models[] = []
afterEach(async () => {
  simulator.reset()
  await Promise.all(open.splice(0).map((models) => models.close()))
})

function modelsOf(settings: Record<string, string>, log?: { lines: string[] }): Models {
  const config = readModelConfig(settings)
  const write = (...said: unknown[]): void => void log?.lines.push(String(said.at(-1)))
  const models = createModels(config, {
    flags: new FlagTable(firstFlags(config)),
    log: { info: write, warn: write } as never,
  })
  open.push(models)
  return models
}

describe('without a key', () => {
  test('nobody is asked, rules answer, and the log says once why', () => {
    const log = { lines: [] as string[] }
    const models = modelsOf({}, log)
    expect(models.generate).toBeNull()
    expect(models.capture).toBeNull()
    expect(models.level('aurora')).toBe('rules')
    expect(models.describe()).toMatchObject({ providers: [], costOfTurnUsd: null })
    expect(models.sentences()[0]).toBe('No model is asked: rules answer.')
    expect(log.lines).toEqual([
      'OpenAI is not asked: OPENAI_API_KEY is not set',
      'Anthropic is not asked: ANTHROPIC_API_KEY is not set',
      'No compatible API is asked: LLM_COMPATIBLE_URL and LLM_COMPATIBLE_MODEL are not both set',
      'No workflow is asked: WORKFLOW_URL is not set',
    ])
  })
})

describe('with keys', () => {
  test('it is told who does what, and what a turn costs', async () => {
    const models = modelsOf({ ...simulator.settings, LLM_FLAGS: 'race=off' })
    expect(models.sentences()).toEqual([
      'openai: gpt-6-luna (fast), gpt-6.1-terra (standard), gpt-6.1-sol (deep); a usual turn costs $0.0016',
      'anthropic: claude-haiku-5-5 (fast), claude-sonnet-5-5 (standard), claude-opus-5-5 (deep); a usual turn costs $0.0030',
      'compatible: simulated-model (fast), simulated-model (standard), simulated-model (deep); a usual turn costs an unknown price',
      'workflow: workflow (fast), workflow (standard), workflow (deep); a usual turn costs an unknown price',
      'What a usual turn costs: $0.0016',
    ])
    expect(models.level('aurora')).toBe('full_ai')
    await collect(models.generate!, request(), { signal })
    const [openai] = models.describe().providers
    expect(openai).toMatchObject({ provider: 'openai', breaker: 'closed', activeCalls: 0 })
    expect(openai!.averageLatencyMs).toBeGreaterThan(0)
  })

  test('settings name other models, another order, first values of flags', async () => {
    const models = modelsOf({
      ...simulator.settings,
      LLM_ORDER: 'anthropic,openai',
      ANTHROPIC_MODELS: 'claude-haiku-5-5, my-model ,claude-opus-5-5',
      LLM_FLAGS: 'race=off,hedge_ms=250',
    })
    await models.warmUp()
    await collect(models.generate!, request(), { signal })
    expect(simulator.calls.map(({ provider, model }) => [provider, model])).toEqual([['anthropic', 'my-model']])
    expect(simulator.calls[0]!.body).not.toHaveProperty('thinking')
  })

  test.each([
    { OPENAI_MODELS: 'only-one' },
    { LLM_ORDER: 'openai,somebody' },
    { LLM_FLAGS: 'rase=off' },
    { LLM_FLAGS: 'race=perhaps' },
    { WORKFLOW_PERCENTAGE: '120' },
    { OPENAI_BASE_URL: 'ftp://example.com' },
  ] as Record<string, string>[])('a wrong setting is refused: %o', (settings) => {
    expect(() => readModelConfig(settings)).toThrow()
  })

  test('warming opens connections; a provider that is away is a warning, no failure', async () => {
    const log = { lines: [] as string[] }
    const models = modelsOf({ ...simulator.settings, ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }, log)
    await models.warmUp()
    expect(log.lines).toEqual(['a provider of models can not be reached'])
  })

  test('the kill switch sends all sessions to the usual models, from the next call on', async () => {
    const config = configFor(simulator, ['openai', 'workflow'], { WORKFLOW_PERCENTAGE: '100' })
    const flags = new FlagTable(firstFlags(config))
    const models = createModels(config, { flags })
    open.push(models)
    await models.warmUp()
    const ask = async () => collect(models.generate!, request(), { signal })
    expect(await ask()).toMatchObject({ provider: 'workflow', arms: { workflow: 'on' } })
    flags.set(null, 'workflow_kill_switch', 'on')
    const after = await ask()
    expect(after).toMatchObject({ provider: 'openai', arms: { workflow: 'off' } })
    expect(after.usage[0]!.arms).toEqual({ workflow: 'off' })
  })

  test('retry-after is obeyed: the provider is left alone for so long, another one answers meanwhile', async () => {
    const models = modelsOf({ ...simulator.settings, LLM_FLAGS: 'race=off' })
    await models.warmUp()
    simulator.break('openai', { kind: 'status', status: 429, retryAfterSeconds: 30 }, 1)
    for (let n = 0; n < 3; n++)
      expect(await collect(models.generate!, request(), { signal })).toMatchObject({ provider: 'anthropic' })
    expect(simulator.callsOf('openai')).toHaveLength(1)
  })

  test('five failures open a provider’s breaker: it is not asked any more', async () => {
    const models = modelsOf({ ...simulator.settings, LLM_FLAGS: 'race=off,retry=off' })
    await models.warmUp()
    simulator.break('openai', { kind: 'status', status: 500 })
    for (let n = 0; n < 8; n++)
      expect(await collect(models.generate!, request(), { signal })).toMatchObject({ provider: 'anthropic' })
    expect(simulator.callsOf('openai')).toHaveLength(5)
    expect(models.describe().providers[0]).toMatchObject({ provider: 'openai', breaker: 'open' })
  })
})

describe('embeddings', () => {
  test('of an API come in batches, are there when asked for again, and never keep anybody waiting', async () => {
    const embedder = createEmbedder(readModelConfig({ ...simulator.settings, EMBEDDINGS: 'openai' }))
    expect(embedder).toMatchObject({ name: 'openai/text-embedding-3-small', isLexical: false })
    expect(embedder.now('good morning')).toBeNull()
    const vectors = await embedder.all(['good morning', 'good evening'], signal)
    expect(vectors).toHaveLength(2)
    expect(Math.hypot(...vectors[0]!)).toBeCloseTo(1)
    expect(embedder.now('good morning')).toEqual(vectors[0])
    expect(simulator.callsOf('embeddings')).toHaveLength(1)
    await embedder.close()
  })

  test('without the key of the API are lexical, and the log says so', async () => {
    const lines: string[] = []
    const log = { info: (line: string) => void lines.push(line), warn: () => undefined }
    const embedder = createEmbedder(readModelConfig({ EMBEDDINGS: 'openai' }), log)
    expect(embedder).toMatchObject({ name: 'lexical', isLexical: true })
    expect(lines).toEqual(['EMBEDDINGS is openai, whose key or address is not set: lexical ones are used'])
    await embedder.close()
  })
})
