import { expect, test } from 'vitest'
import { derivedId } from './ids.ts'

test('a derived id tells handler, incoming message and place', () => {
  expect(derivedId('capture_turn-received_v1', 'abc', 2)).toBe('capture_turn-received_v1:abc:2')
})

test('an id stays the same for the same message and short, however many hops it made', () => {
  const afterHops = (count: number) => {
    let id = 'start'
    for (let hop = 0; hop < count; hop += 1) id = derivedId('situation_turn-captured_v1', id, 0)
    return id
  }
  expect(afterHops(100)).toBe(afterHops(100))
  expect(afterHops(100)).not.toBe(afterHops(99))
  expect(afterHops(100).length).toBeLessThan(300)
})
