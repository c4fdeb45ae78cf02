import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { request, signal } from '../../test/requests.ts'
import { scripted } from '../../test/scripted-model.ts'
import { collect } from '../collect.ts'
import { FlagTable } from '../flags/flags.ts'
import { armOf, share, type Experiment } from './share.ts'

const experiment: Experiment = { name: 'workflow', shareFlag: 'workflow_percentage', killFlag: 'workflow_kill_switch' }
const about = (session: string, arms?: Record<string, string>) => ({ ...request().about, session, arms })
const flagsWith = (percentage: number, kill = 'off') =>
  new FlagTable({ workflow_percentage: String(percentage), workflow_kill_switch: kill })

describe('a share of the sessions', () => {
  test('is sticky: the same session has the same arm, wherever it is asked', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 100 }), (session, percentage) => {
        const one = armOf(flagsWith(percentage), experiment, about(session))
        expect(armOf(flagsWith(percentage), experiment, about(session))).toBe(one)
      }),
    )
  })

  test('keeps those that it has when it grows', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (session, one, other) => {
          const [small, large] = [Math.min(one, other), Math.max(one, other)]
          if (armOf(flagsWith(small), experiment, about(session)) === 'on')
            expect(armOf(flagsWith(large), experiment, about(session))).toBe('on')
        },
      ),
    )
  })

  test('is as large as told', () => {
    for (const percentage of [0, 10, 25, 50, 100]) {
      const sessions = Array.from({ length: 4000 }, (_, n) => `session ${n}`)
      const on = sessions.filter((session) => armOf(flagsWith(percentage), experiment, about(session)) === 'on')
      expect(Math.abs((on.length / sessions.length) * 100 - percentage)).toBeLessThan(2.5)
    }
  })

  test('keeps a session in the arm that it was given, whatever the share is now', () => {
    expect(armOf(flagsWith(0), experiment, about('s', { workflow: 'on' }))).toBe('on')
    expect(armOf(flagsWith(100), experiment, about('s', { workflow: 'off' }))).toBe('off')
  })

  test('is nothing while the kill switch is on, and the next call knows', async () => {
    const flags = flagsWith(100)
    const model = share(flags, experiment, scripted('workflow/w', ['from the workflow']), scripted('a/m', ['as usual']))
    const ask = async () => (await collect(model, request(), { signal })).text
    expect(await ask()).toBe('from the workflow')
    flags.set(null, 'workflow_kill_switch', 'on')
    expect(await ask()).toBe('as usual')
    expect(armOf(flags, experiment, about('s', { workflow: 'on' }))).toBe('off')
    flags.set('demo-clinic', 'workflow_kill_switch', 'off')
    expect(await ask()).toBe('from the workflow')
  })
})
