import { expect, test } from 'vitest'
import { ManualClock, settled } from '../../test/manual-clock.ts'
import { Bulkhead } from './bulkhead.ts'

const never = new AbortController().signal
const places = (clock: ManualClock) => new Bulkhead('a', clock, { concurrent: 2, waitMs: 5000 })

test('who finds no place waits in line, and is let in in order', async () => {
  const bulkhead = places(new ManualClock())
  const first = await bulkhead.take(never)
  await bulkhead.take(never)
  const entered: string[] = []
  const third = bulkhead.take(never).then((leave) => (entered.push('third'), leave))
  void bulkhead.take(never).then(() => entered.push('fourth'))
  await settled()
  expect(entered).toEqual([])
  first()
  first() // giving back twice gives back once
  await settled()
  expect(entered).toEqual(['third'])
  ;(await third)()
  await settled()
  expect(entered).toEqual(['third', 'fourth'])
  expect(bulkhead.active).toBe(2)
})

test('who waits too long, or goes away, leaves the line', async () => {
  const clock = new ManualClock()
  const bulkhead = places(clock)
  const leave = await bulkhead.take(never)
  await bulkhead.take(never)
  const control = new AbortController()
  const late = bulkhead.take(never).catch((error: unknown) => error)
  const gone = bulkhead.take(control.signal).catch((error: unknown) => error)
  control.abort()
  expect(await gone).toMatchObject({ kind: 'aborted' })
  await clock.turn(5000)
  expect(await late).toMatchObject({ kind: 'overloaded' })
  leave()
  expect(bulkhead.active).toBe(1)
  expect(clock.waiting).toBe(0)
})
