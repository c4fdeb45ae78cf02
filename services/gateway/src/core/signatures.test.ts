import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSameSecret, isSignedByMeta } from './signatures.ts'

const body = Buffer.from('{"entry":[]}')
const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

describe('a signature of Meta', () => {
  it.each([
    ['ours', sign('app-secret'), true],
    ['ours in capitals', sign('app-secret').toUpperCase().replace('SHA256', 'sha256'), true],
    ['of another app', sign('another-secret'), false],
    ['missing', undefined, false],
    ['empty', '', false],
    ['cut short', sign('app-secret').slice(0, -2), false],
    ['without the algorithm', sign('app-secret').slice(7), false],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`, false],
  ])('%s', (_what, signature, holds) => {
    expect(isSignedByMeta(body, signature, 'app-secret')).toBe(holds)
  })

  it('does not hold for other bytes', () => {
    expect(isSignedByMeta(Buffer.from('{"entry": []}'), sign('app-secret'), 'app-secret')).toBe(false)
  })
})

it('compares secrets of any length', () => {
  expect(isSameSecret('a-token', 'a-token')).toBe(true)
  expect(isSameSecret('a-token', 'a-token-')).toBe(false)
})
