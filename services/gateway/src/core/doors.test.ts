import { describe, expect, it } from 'vitest'
import { Allowance } from './allowance.ts'
import { isAllowedOrigin } from './origin.ts'

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
