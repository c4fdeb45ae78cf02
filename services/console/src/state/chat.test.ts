import { expect, test } from 'vitest'
import { type Chat, type ChatChange, type ChatLine, changeChat, emptyChat, openChoices } from './chat.ts'

const AT = '2026-11-20T09:00:00.000Z'
const after = (...changes: ChatChange[]): Chat => changes.reduce(changeChat, emptyChat)
const business = (id: string, choices: ChatLine['choices'] = []): ChatLine => ({
  id,
  from: 'business',
  text: `says ${id}`,
  at: AT,
  choices,
  mark: null,
  problem: null,
})
const sending = (id: string): ChatChange => ({ type: 'sending', id, text: `text of ${id}`, at: AT })
const arrived = (id: string, sequence: number): ChatChange => ({ type: 'arrived', line: business(id), sequence })
const marks = ({ lines }: Chat) => lines.map(({ id, mark }) => [id, mark])

test('a message is sent, then read while the business types, then answered', () => {
  const read = after(sending('a'), { type: 'accepted', id: 'a' }, { type: 'read', id: 'a' })
  expect(marks(read)).toEqual([['a', 'read']])
  expect(read.isTyping).toBe(true)
  const answered = changeChat(read, arrived('b', 2))
  expect(answered.lines.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(answered).toMatchObject({ isTyping: false, sequence: 2 })
})

test('marks only move forward', () => {
  expect(marks(after(sending('a'), { type: 'read', id: 'a' }, { type: 'accepted', id: 'a' }))).toEqual([['a', 'read']])
})

test('an answer shows that what was said before it was read', () => {
  const chat = after(sending('a'), { type: 'accepted', id: 'a' }, arrived('b', 2))
  expect(marks(chat)).toEqual([
    ['a', 'read'],
    ['b', null],
  ])
})

test('a late read mark of an answered message starts no typing', () => {
  expect(after(sending('a'), arrived('b', 2), { type: 'read', id: 'a' }).isTyping).toBe(false)
})

test('the same message from the history and the stream is one bubble', () => {
  const chat = after({ type: 'opened', lines: [{ ...business('a'), sequence: 4 }] }, arrived('a', 4), arrived('b', 5))
  expect(chat.lines.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('read marks of other contacts change nothing', () => {
  expect(after(sending('a'), { type: 'read', id: 'x' })).toEqual(after(sending('a')))
})

test('a message that failed can be sent again under its id', () => {
  const failed = after(sending('a'), { type: 'refused', id: 'a', problem: 'no gateway' })
  expect(failed.lines[0]).toMatchObject({ mark: 'failed', problem: 'no gateway' })
  const again = changeChat(changeChat(failed, sending('a')), { type: 'accepted', id: 'a' })
  expect(again.lines).toMatchObject([{ id: 'a', mark: 'sent', problem: null }])
})

test('only the choices of the last message can be tapped', () => {
  const choices = [{ id: 'yes', title: 'Yes', kind: 'button' as const }]
  const asked = after({ type: 'arrived', line: business('a', choices), sequence: 1 })
  expect(openChoices(asked)).toEqual(choices)
  expect(openChoices(changeChat(asked, sending('b')))).toEqual([])
  const refused = changeChat(changeChat(asked, sending('b')), { type: 'refused', id: 'b', problem: 'no gateway' })
  expect(openChoices(refused)).toEqual(choices)
})
