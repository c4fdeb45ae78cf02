import {
  faultKinds,
  startModelSimulator,
  type ModelCall,
  type ModelFault,
  type ModelSimulator,
  type SimulatedProvider,
} from '@repartee/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collect, collectJson, createModels, FlagTable, type ModelEvent, type Models } from '../src/index.ts'
import { configFor, request, signal } from './requests.ts'

const WHOLE = 'Your appointment with Dr. Ruiz is on Monday at ten, and you can still move it.'
/** Like the real limits, shorter; a healthy provider keeps them on a busy machine too. */
const limits = () => ({ connectMs: 1000, firstTokenMs: 1000, stallMs: 800, charactersPerSecond: 3, paceAfterMs: 1000 })

const faults: ModelFault[] = faultKinds.map((kind) => {
  if (kind === 'status') return { kind, status: 500 }
  if (kind === 'drip') return { kind, everyMs: 100 }
  if (kind === 'cut' || kind === 'stall' || kind === 'error_inside') return { kind, afterCharacters: 30 }
  return { kind }
})
const beforeText = faults.filter((fault) => !('afterCharacters' in fault) && fault.kind !== 'wrong_json')
const inTheMiddle = faults.filter((fault) => 'afterCharacters' in fault)
const providers: SimulatedProvider[] = ['openai', 'anthropic', 'compatible', 'workflow']

let simulator: ModelSimulator
let answer: (call: ModelCall) => string
beforeAll(async () => {
  simulator = await startModelSimulator({ answer: (call) => answer(call) })
})
afterAll(() => simulator.stop())

const open: Models[] = []
afterEach(async () => {
  simulator.reset()
  await Promise.all(open.splice(0).map((models) => models.close()))
})

async function modelsOf(names: readonly SimulatedProvider[], flags: Record<string, string> = {}): Promise<Models> {
  const order = names.filter((name) => name !== 'workflow').join(',')
  const config = configFor(simulator, names, order ? { LLM_ORDER: order } : {})
  const models = createModels(config, { flags: new FlagTable({ workflow_percentage: '100', ...flags }), limits })
  open.push(models)
  await models.warmUp()
  return models
}

const partner = (broken: SimulatedProvider): SimulatedProvider => (broken === 'openai' ? 'anthropic' : 'openai')

describe.each(providers)('%s fails', (broken) => {
  const other = partner(broken)

  test.each(beforeText)(
    'before a word was said, $kind: the other one gives the whole answer, and only that',
    async (fault) => {
      answer = ({ provider }) => (provider === other ? WHOLE : 'THE WRONG TEXT')
      const models = await modelsOf([broken, other], { race: 'off', retry: 'off' })
      simulator.break(broken, fault)
      const given = await collect(models.generate!, request(), { signal })
      expect(given).toMatchObject({ text: WHOLE, provider: other })
      expect(given.usage.map(({ provider, outcome }) => [provider, outcome])).toEqual([
        [broken, 'failed'],
        [other, 'won'],
      ])
    },
  )

  test.each(inTheMiddle)('in the middle, $kind: the other one goes on where the text stands', async (fault) => {
    answer = ({ messages }) => {
      const shown = messages.findLast(({ role }) => role === 'assistant' || role === 'business')?.text ?? ''
      return WHOLE.slice(WHOLE.startsWith(shown) ? shown.length : 0)
    }
    const models = await modelsOf([broken, other], { race: 'off' })
    simulator.break(broken, fault)
    const events: ModelEvent[] = []
    for await (const event of models.generate!.send(request(), { signal })) events.push(event)
    const said = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('')
    expect(said.replace(/\s+/g, ' ')).toBe(WHOLE)
    expect(events.filter(({ type }) => type === 'meta')).toMatchObject([{ provider: broken }, { provider: other }])
    expect(simulator.callsOf(broken)).toHaveLength(1)
    const shown = simulator
      .callsOf(other)[0]!
      .messages.map(({ text }) => text)
      .join('\n')
    expect(shown).toContain(WHOLE.slice(0, 20))
  })

  test('in the middle, and the other one starts again: what was shown is not said twice', async () => {
    answer = () => WHOLE
    const models = await modelsOf([broken, other], { race: 'off' })
    simulator.break(broken, { kind: 'cut', afterCharacters: 30 })
    const given = await collect(models.generate!, request(), { signal })
    expect(given.text).toBe(WHOLE)
  })

  test('with damaged JSON: the other one is asked', async () => {
    answer = () => '{"intent":"book"}'
    const models = await modelsOf([broken, other], { race: 'off' })
    simulator.break(broken, { kind: 'wrong_json' })
    const format = { name: 'intent', schema: z.object({ intent: z.string() }) }
    const given = await collectJson(models.generate!, { ...request(), format }, { signal })
    expect(given).toMatchObject({ value: { intent: 'book' }, provider: other })
  })
})

const kinds: Record<ModelFault['kind'], string> = {
  status: 'overloaded',
  hang: 'timeout',
  silent: 'timeout',
  drip: 'timeout',
  garbage: 'garbage',
  cut: 'connection',
  stall: 'stalled',
  wrong_json: 'invalid',
  error_inside: 'overloaded',
  error_body: 'connection',
  empty: 'empty',
  nothing: 'connection',
}

describe('the only provider fails', () => {
  test.each(faults)('$kind: the error says what it was, and what was spent', async (fault) => {
    answer = () => WHOLE
    const models = await modelsOf(['openai'], { retry: 'off' })
    simulator.break('openai', fault)
    const format = { name: 'intent', schema: z.object({ intent: z.string() }) }
    const asked = fault.kind === 'wrong_json' ? { ...request(), format } : request()
    const failure = await collect(models.generate!, asked, { signal }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'ModelError', provider: 'openai', kind: kinds[fault.kind] })
    expect((failure as { usage: unknown[] }).usage).toHaveLength(1)
  })

  test('once, and is asked again', async () => {
    answer = () => WHOLE
    const models = await modelsOf(['openai'])
    simulator.break('openai', { kind: 'status', status: 503 }, 1)
    const given = await collect(models.generate!, request(), { signal })
    expect(given.text).toBe(WHOLE)
    expect(given.usage.map(({ outcome }) => outcome)).toEqual(['failed', 'won'])
  })
})
