import { expect, test } from 'vitest'
import { readAddress } from './address.ts'

test.each([
  ['nats://127.0.0.1:4222', { servers: ['nats://127.0.0.1:4222'] }],
  ['localhost', { servers: ['nats://localhost'] }],
  ['nats://ana:se%40cret@a:1, nats://b:2', { servers: ['nats://a:1', 'nats://b:2'], user: 'ana', pass: 'se@cret' }],
  ['tls://t0ken@a:1', { servers: ['tls://a:1'], token: 't0ken' }],
])('%s is read', (text, address) => {
  expect(readAddress(text)).toEqual(address)
})

test('what is no address is refused with an example', () => {
  expect(() => readAddress('nats://')).toThrow('it looks like nats://127.0.0.1:4222')
})
