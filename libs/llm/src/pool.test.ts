import { expect, test } from 'vitest'
import { takePool } from './pool.ts'

test('everybody in a process shares one pool, and the last one closes it', async () => {
  const one = takePool()
  const other = takePool()
  expect(other.fetchOptions.dispatcher).toBe(one.fetchOptions.dispatcher)
  await one.close()
  await one.close() // closing twice closes once
  expect(other.fetchOptions.dispatcher.destroyed).toBe(false)
  await other.close()
  expect(one.fetchOptions.dispatcher.destroyed).toBe(true)
  const next = takePool()
  expect(next.fetchOptions.dispatcher.destroyed).toBe(false)
  await next.close()
})
