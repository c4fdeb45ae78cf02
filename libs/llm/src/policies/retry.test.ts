import { describe, expect, test } from 'vitest'
import { ManualClock, settled } from '../../test/manual-clock.ts'
import { request, signal } from '../../test/requests.ts'
import { fails, scripted } from '../../test/scripted-model.ts'
import { collect } from '../collect.ts'
import { Rate, rate } from './rate.ts'
import { retry } from './retry.ts'

const clockNow = (clock: ManualClock) => ({ deadlineAt: clock.now() + 10_000 })
const policy = (clock: ManualClock) => retry({ clock, times: 2, firstPauseMs: 200, random: () => 1 })

describe('a retry', () => {
  test.each(['rate_limited', 'overloaded', 'connection', 'timeout', 'stalled', 'empty'] as const)(
    'follows %s, while nothing was shown',
    async (kind) => {
      const clock = new ManualClock()
      const model = scripted('a/m', [fails(kind)], ['fine'])
      const asking = collect(policy(clock)(model), request(clockNow(clock)), { signal })
      await settled()
      await clock.turn(200)
      expect((await asking).text).toBe('fine')
    },
  )

  test.each(['invalid', 'refused', 'unavailable', 'aborted'] as const)('does not follow %s', async (kind) => {
    const clock = new ManualClock()
    const model = scripted('a/m', [fails(kind)], ['fine'])
    await expect(collect(policy(clock)(model), request(clockNow(clock)), { signal })).rejects.toMatchObject({ kind })
    expect(model.asked).toBe(1)
  })

  test('never follows a text that was begun', async () => {
    const clock = new ManualClock()
    const model = scripted('a/m', ['Your appointment', fails('connection')], ['fine'])
    await expect(collect(policy(clock)(model), request(clockNow(clock)), { signal })).rejects.toMatchObject({
      kind: 'connection',
    })
    expect(model.asked).toBe(1)
  })

  test('gives up after the second time', async () => {
    const clock = new ManualClock()
    const model = scripted('a/m', [fails('overloaded')])
    const asking = collect(policy(clock)(model), request(clockNow(clock)), { signal }).catch((error: unknown) => error)
    for (let n = 0; n < 4; n++) await clock.turn(1000)
    expect(await asking).toMatchObject({ kind: 'overloaded' })
    expect(model.asked).toBe(3)
  })

  test('waits as long as retry-after says, and the provider is not asked before, by anybody', async () => {
    const clock = new ManualClock()
    const model = scripted('a/m', [fails('rate_limited', 'a', 3000)], ['fine'])
    const guarded = rate(new Rate('a', clock, { perSecond: 100, burst: 100 }))(model)
    const asking = collect(policy(clock)(guarded), request(clockNow(clock)), { signal })
    await settled()
    await clock.turn(2999)
    await expect(collect(guarded, request(clockNow(clock)), { signal })).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 1,
    })
    expect(model.asked).toBe(1)
    await clock.turn(1)
    expect((await asking).text).toBe('fine')
  })

  test('does not wait beyond the deadline', async () => {
    const clock = new ManualClock()
    const model = scripted('a/m', [fails('rate_limited', 'a', 11_000)], ['fine'])
    const asking = collect(policy(clock)(model), request(clockNow(clock)), { signal })
    await expect(asking).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 11_000 })
    expect(clock.waiting).toBe(0)
  })
})

describe('a rate', () => {
  test('lets a burst through, then as many as a second allows: the next one waits, the one after it is refused', async () => {
    const clock = new ManualClock()
    const bucket = new Rate('a', clock, { perSecond: 2, burst: 3 })
    expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0, 500])
    expect(() => bucket.take()).toThrow('as often as allowed')
    await clock.turn(500)
    expect(bucket.take()).toBe(500)
    await clock.turn(60_000)
    expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0, 500])
  })
})
