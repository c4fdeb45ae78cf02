import { describe, expect, it } from 'vitest'
import { Allowance } from './allowance.ts'
import { isAllowedOrigin } from './origin.ts'
import { readSessionToken, type SessionClaims, signSessionToken } from './session-token.ts'

const NOW_MS = Date.parse('2026-11-20T12:00:00Z')
const claims: SessionClaims = {
  tenant: 'demo-clinic',
  session: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11',
  instance: 'demo-web',
  contact: '0b0e7a3e-7d7c-4f0c-9d36-0d5b1c3f2a12',
  pack: 'clinic',
  role: 'contact',
  began: NOW_MS / 1000,
  expires: NOW_MS / 1000 + 60,
}

describe('a session token', () => {
  const token = signSessionToken(claims, 'secret')
  const [body = '', signature = ''] = token.split('.')

  it('says what was signed, until it runs out', () => {
    expect(readSessionToken(token, 'secret', NOW_MS)).toEqual(claims)
    expect(readSessionToken(token, 'secret', NOW_MS + 59_999)).toEqual(claims)
    expect(readSessionToken(token, 'secret', NOW_MS + 60_000)).toBeNull()
  })

  it.each([
    ['another secret', signSessionToken(claims, 'other')],
    [
      'other claims under its signature',
      `${signSessionToken({ ...claims, role: 'trainee' }, 'x').split('.')[0]}.${signature}`,
    ],
    ['no signature', body],
    ['an empty signature', `${body}.`],
    ['more than a token', `${token}.${signature}`],
    ['nothing', ''],
    ['a signed something else', signSessionToken({ tenant: 'demo-clinic' } as SessionClaims, 'secret')],
  ])('with %s is nobody’s', (_what, bad) => {
    expect(readSessionToken(bad, 'secret', NOW_MS)).toBeNull()
  })
})

describe('an origin', () => {
  it.each([
    [undefined, 'gateway.example', [], true],
    ['https://gateway.example', 'gateway.example', [], true],
    ['http://localhost:8080', 'localhost:8080', [], true],
    ['https://clinic.example', 'gateway.example', ['https://clinic.example/page'], true],
    ['https://anybody.example', 'gateway.example', ['*'], true],
    ['https://clinic.example.evil', 'gateway.example', ['https://clinic.example'], false],
    ['http://clinic.example', 'gateway.example', ['https://clinic.example'], false],
    ['null', 'gateway.example', ['https://clinic.example'], false],
    ['https://elsewhere.example', undefined, [], false],
  ])('%s at %s with %j: %s', (origin, host, allowed, isAllowed) => {
    expect(isAllowedOrigin(origin, host, allowed)).toBe(isAllowed)
  })
})

describe('an allowance', () => {
  it('is used up, and comes back with time', () => {
    const allowance = new Allowance({ burst: 3, perSecond: 2 })
    expect([1, 2, 3, 4].map(() => allowance.take(0))).toEqual([true, true, true, false])
    expect(allowance.take(400)).toBe(false)
    expect(allowance.take(600)).toBe(true)
    expect(allowance.take(600)).toBe(false)
    expect([1, 2, 3, 4].map(() => allowance.take(60_000))).toEqual([true, true, true, false])
  })
})
