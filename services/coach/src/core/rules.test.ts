import { expect, it } from 'vitest'
import { faultOf, MOST_WORDS, shortened } from './fitting.ts'
import { Patience } from './patience.ts'
import { isInShare } from './share.ts'
import { counted, NO_THUMBS, ordered } from './thumbs.ts'

it('waits a little longer than advice takes, within bounds', () => {
  const patience = new Patience({ leastMs: 500, mostMs: 4000 })
  expect(patience.deadlineMs).toBe(4000)
  for (let n = 0; n < 20; n += 1) patience.observe(800)
  expect(patience.deadlineMs).toBe(1000)
  for (let n = 0; n < 50; n += 1) patience.observe(10)
  expect(patience.deadlineMs).toBe(500)
  for (let n = 0; n < 50; n += 1) patience.observe(60_000)
  expect(patience.deadlineMs).toBe(4000)
})

it('keeps who is in the share while it grows', () => {
  const users = Array.from({ length: 1000 }, (_, n) => `demo:${n}`)
  const few = users.filter((user) => isInShare(user, 25))
  expect(few.length).toBeGreaterThan(200)
  expect(few.length).toBeLessThan(300)
  expect(few.every((user) => isInShare(user, 50))).toBe(true)
  expect(users.some((user) => isInShare(user, 0))).toBe(false)
  expect(users.every((user) => isInShare(user, 100))).toBe(true)
})

it.each([
  [{ advice: '  ', tips: [], next: '' }, 'empty'],
  [{ advice: 'Pregunte primero cuántas personas lo van a usar cada día.', tips: [], next: '' }, 'language'],
  [{ advice: 'word '.repeat(MOST_WORDS + 1), tips: [], next: '' }, 'too_long'],
  [{ advice: 'Ask first how many people would use it every day.', tips: [], next: '' }, null],
])('%j is %s', (advice, fault) => {
  expect(faultOf(advice, 'en')).toBe(fault)
})

it('leaves out tips that would make it too long, and an empty next sentence', () => {
  const advice = { advice: 'Ask for the size.', tips: ['Short one.', 'word '.repeat(MOST_WORDS), 'Lost.'], next: ' ' }
  expect(shortened(advice)).toEqual({ advice: 'Ask for the size.', tips: ['Short one.'], next: null })
})

it('puts tips that helped first and those that did not last, each feedback once', () => {
  const tips = ['a', 'b', 'c']
  const disliked = counted(NO_THUMBS, { id: '1', tips, thumb: 'down' })
  expect(counted(disliked, { id: '1', tips, thumb: 'down' })).toBe(disliked)
  expect(ordered(tips, disliked)).toEqual(['b', 'c', 'a'])
  expect(ordered(tips, counted(disliked, { id: '2', tips: ['c'], thumb: 'up' }))).toEqual(['c', 'b', 'a'])
  expect(ordered(tips, NO_THUMBS)).toEqual(tips)
})
