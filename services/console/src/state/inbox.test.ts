import { expect, test } from 'vitest'
import type { EventFrame } from './frames.ts'
import { type Inbox, type InboxRow, changeInbox, emptyInbox, lookAt, readArchive, sessionOfPhone } from './inbox.ts'

const heard = (session: string, cursor: number, at: string): EventFrame =>
  ({
    type: 'message.received',
    session,
    cursor,
    data: {
      contact: { name: `Name of ${session}`, phone: '+34 600 90 00 01' },
      address: { channel: 'whatsapp' },
      message: { text: `text ${cursor}`, at },
    },
  }) as EventFrame
const escalated = (session: string, cursor: number): EventFrame =>
  ({ type: 'session.escalated', session, cursor, data: {} }) as EventFrame
const takenOver = (session: string, cursor: number): EventFrame =>
  ({ type: 'session.taken-over', session, cursor, data: { by: 'Rosa' } }) as EventFrame

const after = (watching: string | null, ...frames: EventFrame[]): Inbox =>
  frames.reduce((inbox, frame) => changeInbox(inbox, frame, watching), emptyInbox)
const names = ({ rows }: Inbox) => rows.map(({ session }) => session)
const archived = (session: string, lastAt: string): InboxRow => ({
  session,
  name: null,
  phone: null,
  channel: 'whatsapp',
  lastText: 'old',
  lastAt,
  holder: 'ai',
  isWaiting: false,
  isAnswering: false,
  frustration: 0,
  unread: 0,
})

test('who wrote last stands first, who waits for a person before all', () => {
  const inbox = after(null, heard('a', 1, '09:00'), heard('b', 2, '09:01'), heard('c', 3, '09:02'))
  expect(names(inbox)).toEqual(['c', 'b', 'a'])
  const waiting = changeInbox(inbox, escalated('a', 4), null)
  expect(names(waiting)).toEqual(['a', 'c', 'b'])
  expect(changeInbox(waiting, takenOver('a', 5), null).rows.find(({ session }) => session === 'a')).toMatchObject({
    holder: 'human',
    isWaiting: false,
  })
})

test('messages are unread until somebody looks, and each is counted once', () => {
  const inbox = after(
    'b',
    heard('a', 1, '09:00'),
    heard('a', 2, '09:01'),
    heard('a', 2, '09:01'),
    heard('b', 3, '09:02'),
  )
  expect(inbox.rows.map(({ session, unread }) => [session, unread])).toEqual([
    ['b', 0],
    ['a', 2],
  ])
  expect(lookAt(inbox, 'a').rows.every(({ unread }) => unread === 0)).toBe(true)
})

test('the archive adds what was there before, and does not overwrite what the events told', () => {
  const inbox = readArchive(after(null, heard('a', 1, '09:02')), [archived('a', '09:00'), archived('b', '09:01')])
  expect(inbox.rows.map(({ session, lastText }) => [session, lastText])).toEqual([
    ['a', 'text 1'],
    ['b', 'old'],
  ])
})

test('a conversation is found by its phone number, however it is written', () => {
  const inbox = after(null, heard('a', 1, '09:00'))
  expect(sessionOfPhone(inbox, '+34600900001')).toBe('a')
  expect(sessionOfPhone(inbox, '+34600900002')).toBeNull()
})
