import { expect, it } from 'vitest'
import { callPlace, heardIn } from './call.ts'

it('reads its own query, and anything else as the beginning', () => {
  expect(callPlace({ n: '3', waits: '2' })).toEqual({ gather: 3, silences: 0, waits: 2 })
  expect(callPlace({ n: ['1', '2'], silences: '-1', waits: '1e9' })).toEqual({ gather: 1, silences: 0, waits: 0 })
})

it.each([
  ['speech', ['I need a dentist', undefined, '0.92'], { kind: 'speech', text: 'I need a dentist', confidence: 0.92 }],
  ['speech without a confidence', [' hi ', undefined, 'none'], { kind: 'speech', text: 'hi' }],
  ['keys before speech', ['one', '1', '0.5'], { kind: 'digits', text: '1' }],
  ['silence', ['  ', '', undefined], null],
] as const)('%s', (_what, [speech, digits, confidence], heard) => {
  expect(heardIn(speech, digits, confidence)).toEqual(heard)
})
