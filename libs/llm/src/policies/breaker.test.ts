import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../test/manual-clock.ts'
import { request, signal } from '../../test/requests.ts'
import { fails, scripted } from '../../test/scripted-model.ts'
import { collect } from '../collect.ts'
import { Breaker, breaker, type BreakerState } from './breaker.ts'

function broken(times: number, kind: Parameters<typeof fails>[0] = 'overloaded') {
  const clock = new ManualClock()
  const states: BreakerState[] = []
  const state = new Breaker('a', clock, undefined, (next) => states.push(next))
  const scripts = Array.from({ length: times }, () => [fails(kind)])
  const inner = scripted('a/m', ...scripts, ['fine'])
  const model = breaker(state)(inner)
  const ask = () =>
    collect(model, request(), { signal }).then(
      ({ text }) => text,
      (error: { kind: string }) => error.kind,
    )
  return { clock, state, states, inner, ask }
}

describe('a breaker', () => {
  test('opens after five failures in a row, probes once after 60 s, and closes when that goes well', async () => {
    const { clock, state, states, inner, ask } = broken(5)
    for (let n = 0; n < 5; n++) expect(await ask()).toBe('overloaded')
    expect(state.state).toBe('open')
    expect(await ask()).toBe('unavailable')
    expect(inner.asked).toBe(5)
    await clock.turn(59_999)
    expect(await ask()).toBe('unavailable')
    await clock.turn(1)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['fine', 'unavailable', 'unavailable'])
    expect(state.state).toBe('closed')
    expect(states).toEqual(['closed', 'open', 'half_open', 'closed'])
    expect(await ask()).toBe('fine')
  })

  test('opens again when the probe fails', async () => {
    const { clock, state, ask } = broken(6)
    for (let n = 0; n < 5; n++) await ask()
    await clock.turn(60_000)
    expect(await ask()).toBe('overloaded')
    expect(state.state).toBe('open')
    await clock.turn(60_000)
    expect(await ask()).toBe('fine')
  })

  test('counts failures in a row only', async () => {
    const clock = new ManualClock()
    const state = new Breaker('a', clock)
    const down = scripted('a/m', [fails('timeout')])
    const up = scripted('a/m', ['fine'])
    for (let n = 0; n < 12; n++)
      await collect(breaker(state)(n % 4 === 3 ? up : down), request(), { signal }).catch(() => undefined)
    expect(state.state).toBe('closed')
  })

  test.each(['invalid', 'refused', 'aborted'] as const)(
    'is not impressed by %s: that is not the provider’s fault',
    async (kind) => {
      const { state, ask } = broken(9, kind)
      for (let n = 0; n < 9; n++) await ask()
      expect(state.state).toBe('closed')
    },
  )
})
