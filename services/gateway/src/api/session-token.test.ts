import { describe, expect, it } from 'vitest'
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
