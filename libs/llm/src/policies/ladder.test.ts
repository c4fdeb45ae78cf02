import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../test/manual-clock.ts'
import { Ladder, tierOn, type LevelChange } from './ladder.ts'

function ladder() {
  const clock = new ManualClock()
  const changes: LevelChange[] = []
  const of = new Ladder({ clock, onChange: (change) => changes.push(change) })
  const fail = (tenant: string, times: number) => {
    for (let n = 0; n < times; n++) of.record(tenant, of.standing(tenant), false)
  }
  return { clock, changes, of, fail }
}

describe('a tenant', () => {
  test('goes one down after more than three failures within a minute, down to a person', () => {
    const { of, fail, changes } = ladder()
    fail('aurora', 3)
    expect(of.level('aurora')).toBe('full_ai')
    fail('aurora', 1)
    expect(of.level('aurora')).toBe('fast_ai')
    fail('aurora', 4)
    expect(of.level('aurora')).toBe('rules')
    fail('aurora', 9)
    expect(of.level('aurora')).toBe('transfer')
    expect(changes.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'full_ai > fast_ai',
      'fast_ai > rules',
      'rules > transfer',
    ])
  })

  test('stays when failures are further apart', async () => {
    const { of, fail, clock } = ladder()
    for (let n = 0; n < 10; n++) {
      fail('aurora', 1)
      await clock.turn(21_000)
    }
    expect(of.level('aurora')).toBe('full_ai')
  })

  test('is tried on the rung above every 30 s, by one turn, and climbs when that went well', async () => {
    const { of, fail, clock, changes } = ladder()
    fail('aurora', 8)
    expect(of.level('aurora')).toBe('rules')
    await clock.turn(30_000)
    expect([of.level('aurora'), of.level('aurora')]).toEqual(['fast_ai', 'rules'])
    of.record('aurora', 'fast_ai', false)
    expect(of.standing('aurora')).toBe('rules')
    await clock.turn(30_000)
    of.record('aurora', of.level('aurora'), true)
    expect(of.standing('aurora')).toBe('fast_ai')
    await clock.turn(30_000)
    of.record('aurora', of.level('aurora'), true)
    expect(of.standing('aurora')).toBe('full_ai')
    expect(changes.at(-1)).toEqual({ tenant: 'aurora', from: 'fast_ai', to: 'full_ai', reason: 'a probe went well' })
  })

  test('stands alone: others stay where they are', () => {
    const { of, fail } = ladder()
    fail('aurora', 8)
    expect(of.level('borealis')).toBe('full_ai')
  })
})

test('fast_ai answers everything by the fast tier', () => {
  expect(tierOn('fast_ai', 'deep')).toBe('fast')
  expect(tierOn('full_ai', 'deep')).toBe('deep')
})
