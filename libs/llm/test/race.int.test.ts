import { eventually, startModelSimulator, type ModelSimulator } from '@repartee/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { collect, createModels, FlagTable, type Models } from '../src/index.ts'
import { configFor, request, signal } from './requests.ts'

const answers = { openai: 'Alpha says this and that.', anthropic: 'Bravo says something else.' } as const
const slow = { openai: 0, anthropic: 0 }
let simulator: ModelSimulator
let models: Models
beforeAll(async () => {
  simulator = await startModelSimulator({
    answer: ({ provider }) => answers[provider as 'openai'],
    latency: ({ provider }) => ({ medianMs: slow[provider as 'openai'] }),
    pieceMs: 5,
  })
})
afterAll(() => simulator.stop())
afterEach(async () => {
  Object.assign(slow, { openai: 0, anthropic: 0 })
  simulator.reset()
  await models.close()
})

function race(flags: Record<string, string> = { hedge: 'off' }): Models {
  const config = configFor(simulator, ['openai', 'anthropic'])
  models = createModels(config, { flags: new FlagTable({ hedge_ms: '40', ...flags }) })
  return models
}

describe('a race', () => {
  test('is won by the first meaningful token; the loser is cut off and its cost is booked', async () => {
    slow.openai = 5000
    const given = await collect(race().generate!, request(), { signal })
    expect(given).toMatchObject({ text: answers.anthropic, provider: 'anthropic' })
    expect(given.usage.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['openai', 'lost'],
      ['anthropic', 'won'],
    ])
    const lost = given.usage[0]!
    expect(lost).toMatchObject({ isEstimate: true, error: 'aborted' })
    expect(lost.costUsd).toBeGreaterThan(0)
    await eventually(() => simulator.callsOf('openai')[0]!.abortedMs !== null, { what: 'the loser is cut off' })
    expect(simulator.callsOf('openai')[0]!.endedMs).toBeNull()
  })

  test('begins with one when there is a hedge delay, and ends there when it answers in time', async () => {
    const given = await collect(race({ hedge_ms: '5000' }).generate!, request(), { signal })
    expect(given.text).toBe(answers.openai)
    expect(simulator.calls.map(({ provider }) => provider)).toEqual(['openai'])
  })

  test('asks the second one when the first says nothing within the hedge delay', async () => {
    slow.openai = 5000
    const given = await collect(race({}).generate!, request(), { signal })
    expect(given.text).toBe(answers.anthropic)
    expect(simulator.calls.map(({ provider }) => provider)).toEqual(['openai', 'anthropic'])
  })

  test('goes on when one fails, at once', async () => {
    simulator.break('openai', { kind: 'status', status: 500 })
    const given = await collect(race({ hedge_ms: '60000' }).generate!, request(), { signal })
    expect(given.text).toBe(answers.anthropic)
  })

  test('of which the winner breaks off is finished by the other, from where it stands', async () => {
    simulator.break('openai', { kind: 'cut', afterCharacters: 12 })
    simulator.script([answers.openai, 'the rest.'])
    const given = await collect(race({ hedge_ms: '60000' }).generate!, request(), { signal })
    expect(given.text).toMatch(/^Alpha says\s*the rest\.$/)
  })

  test('never mixes two texts, whatever the latencies', async () => {
    race()
    for (let round = 0; round < 40; round++) {
      slow.openai = round % 7
      slow.anthropic = (round * 3) % 7
      const given = await collect(models.generate!, request(), { signal })
      expect(Object.values(answers)).toContain(given.text)
    }
  })

  test('ends for everybody when the caller goes away', async () => {
    Object.assign(slow, { openai: 5000, anthropic: 5000 })
    const control = new AbortController()
    const asking = collect(race().generate!, request(), { signal: control.signal })
    await eventually(() => simulator.calls.length === 2, { what: 'both are asked' })
    control.abort()
    await expect(asking).rejects.toMatchObject({ kind: 'aborted' })
    await eventually(() => simulator.calls.every(({ abortedMs }) => abortedMs !== null), { what: 'both are cut off' })
  })

  test('that is switched off asks one', async () => {
    await collect(race({ race: 'off' }).generate!, request(), { signal })
    expect(simulator.calls).toHaveLength(1)
  })
})
