import { conversationState, dialogueAct } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { stateDiagram } from './diagram.ts'
import { decisiveAct, next, type Moment, type Move, type TaskKind } from './state.ts'

const moves: Move[] = [...dialogueAct.options, 'none']
const kinds: (TaskKind | null)[] = [null, 'book', 'move', 'cancel', 'list', 'inquire', 'handoff', 'collect']
const after = (moment: Partial<Moment>) =>
  next({ state: 'idle', act: 'none', task: null, begins: false, missing: [], ...moment })

describe('every state answers every act', () => {
  it.each(conversationState.options.flatMap((state) => moves.map((act) => [state, act] as const)))(
    '%s × %s',
    (state, act) => {
      for (const task of kinds) {
        for (const begins of [false, true]) {
          for (const missing of [[], ['date']]) {
            const moment = { state, act, task, begins, missing }
            const result = next(moment)
            expect(conversationState.options).toContain(result.state)
            expect(result.missing).toEqual(missing)
            expect(result.say).not.toBe('')
            expect(next(moment)).toEqual(result)
          }
        }
      }
    },
  )
})

describe('a booking', () => {
  it('is read back when nothing is missing, and never before', () => {
    expect(after({ state: 'booking_new', act: 'inform', task: 'book', missing: ['time'] })).toMatchObject({
      state: 'booking_new',
      say: 'ask_missing',
    })
    expect(after({ state: 'booking_new', act: 'select', task: 'book' })).toMatchObject({
      state: 'booking_confirmation',
      say: 'read_back',
    })
  })
  it('is carried out by a yes to the read-back alone', () => {
    expect(after({ state: 'booking_confirmation', act: 'affirm', task: 'book' })).toMatchObject({
      state: 'idle',
      say: 'carry_out',
    })
    for (const act of moves.filter((move) => move !== 'affirm')) {
      expect(after({ state: 'booking_confirmation', act, task: 'book' }).say).not.toBe('carry_out')
    }
  })
  it('asks again after an unclear answer and stays where it is', () => {
    expect(after({ state: 'booking_confirmation', act: 'none', task: 'book' })).toEqual({
      state: 'booking_confirmation',
      missing: [],
      say: 'ask_again',
    })
  })
  it('goes back to taking details when the answer is no or another time is wanted', () => {
    expect(after({ state: 'booking_confirmation', act: 'negate', task: 'book' }).state).toBe('booking_new')
    expect(after({ state: 'booking_confirmation', act: 'request_alternatives', task: 'book' }).say).toBe('offer')
  })
})

describe('other ways', () => {
  it('a person is called from everywhere', () => {
    for (const state of conversationState.options) expect(after({ state, act: 'ask_human' }).state).toBe('escalated')
  })
  it('a second request asks which comes first, from every task', () => {
    for (const state of ['booking_new', 'booking_confirmation', 'rescheduling', 'canceling'] as const) {
      expect(after({ state, act: 'switch_topic', task: 'book' })).toMatchObject({
        state: 'awaiting_info',
        say: 'ask_which',
      })
    }
  })
  it('the choice between two goes to the state of the one that was chosen', () => {
    expect(after({ state: 'awaiting_info', act: 'select', task: 'cancel' }).state).toBe('canceling')
    expect(after({ state: 'awaiting_info', act: 'select', task: 'move', begins: true }).state).toBe('rescheduling')
  })
  it('no cancels no cancellation: the appointment stays', () => {
    expect(after({ state: 'canceling', act: 'negate', task: 'cancel' })).toMatchObject({ state: 'idle', say: 'keep' })
  })
  it('what a person was called for is not started anew', () => {
    expect(after({ state: 'escalated', act: 'inform' })).toMatchObject({ state: 'escalated', say: 'wait' })
    expect(after({ state: 'escalated', act: 'inform', task: 'book', begins: true, missing: ['date'] }).state).toBe(
      'booking_new',
    )
  })
})

describe('of several acts', () => {
  it.each([
    [['affirm', 'thank'], 'affirm'],
    [['negate', 'correct', 'inform'], 'correct'],
    [['greet', 'ask_human'], 'ask_human'],
    [['inform', 'request_alternatives'], 'request_alternatives'],
  ] as const)('%j is decided by %s', (acts, decisive) => {
    expect(decisiveAct(acts, true)).toBe(decisive)
  })
  it('a question decides where no task is open', () => {
    expect(decisiveAct(['inform', 'request'], false)).toBe('request')
    expect(decisiveAct([], true)).toBe('none')
  })
})

it('is drawn with every state', () => {
  const diagram = stateDiagram()
  for (const state of conversationState.options) expect(diagram).toContain(state)
  expect(diagram).toMatch(/^stateDiagram-v2\n/u)
  expect(diagram).toContain('booking_confirmation --> idle: affirm')
})
