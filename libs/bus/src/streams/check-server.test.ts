import { expect, test } from 'vitest'
import { checkServer } from './check-server.ts'

test.each(['2.10.0', '2.10.27', '2.15.1', '3.0.0'])('NATS %s is new enough', (version) => {
  checkServer({ version, jetstream: true }, 'nats://here')
})

test.each(['2.9.10', '1.4.1'])('NATS %s is refused as too old', (version) => {
  expect(() => checkServer({ version, jetstream: true }, 'nats://here')).toThrow(
    `nats://here is version ${version}; 2.10`,
  )
})

test('NATS without JetStream is refused', () => {
  expect(() => checkServer({ version: '2.10.27' }, 'nats://here')).toThrow('runs without JetStream')
})
