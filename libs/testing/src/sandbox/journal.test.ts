import { expect, test } from 'vitest'
import { Journal, plainAddress } from './journal.ts'

const message = (id: string, text = id) => ({
  direction: 'out' as const,
  provider: 'meta' as const,
  id,
  from: '1',
  to: '+1 555',
  kind: 'text',
  text,
  body: {},
})

test('keeps the newest, in order, and goes on counting after it was emptied', () => {
  const journal = new Journal(2)
  for (const id of ['a', 'b', 'c']) journal.add(message(id))
  expect(journal.list('out').map(({ id, sequence }) => [id, sequence])).toEqual([
    ['b', 2],
    ['c', 3],
  ])
  expect(journal.list('out', 2).map(({ id }) => id)).toEqual(['c'])
  journal.clear()
  expect(journal.list('out')).toEqual([])
  expect(journal.add(message('d')).sequence).toBe(4)
})

test('is bounded in bytes too', () => {
  const journal = new Journal(1000)
  const megabytes = 'x'.repeat(10 * 1024 * 1024)
  for (let index = 0; index < 10; index += 1) journal.add(message(String(index), megabytes))
  expect(journal.list('out').map(({ id }) => id)).toEqual(['4', '5', '6', '7', '8', '9'])
})

test.each([
  ['+1 (555) 01-23', '15550123'],
  ['whatsapp:+15550123', '15550123'],
  ['15550123@s.whatsapp.net', '15550123'],
  ['US.1349', 'US.1349'],
  ['whatsapp:US.1349', 'US.1349'],
  ['123@g.us', '123@g.us'],
])('the plain address of %s is %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain)
})
