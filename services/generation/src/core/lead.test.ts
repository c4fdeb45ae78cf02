import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadPack } from '@repartee/packs'
import { slotValues, turnOf, type Before } from '@repartee/testing/fixtures'
import { answers } from './answers.ts'
import type { Context } from './context.ts'
import { lead } from './lead.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../packs/sales', import.meta.url)))

function contextOf(principle: string, before: Before = {}, detection: Partial<Context['detection']> = {}): Context {
  const turn = turnOf('words', before)
  return {
    pack,
    turn,
    captured: { slots: {}, critical: [], corrected: [], dropped: [], problems: [], missing: [], by: 'rules' },
    slots: slotValues(before.slots ?? {}),
    principle,
    now: turn.receivedAt,
    detection: {
      situation: 'other',
      confidence: 1,
      intent: { name: 'other', confidence: 1 },
      acts: [],
      task: null,
      competingTask: null,
      state: 'idle',
      frustration: 0,
      language: { code: 'en', confidence: 1, switched: false },
      urgency: 'low',
      complexity: 'simple',
      pending: { relevant: false, confidence: 0, reason: 'nothing waits' },
      facts: [],
      redFlag: null,
      asksHuman: false,
      asksIfBot: false,
      by: 'rules',
      ...detection,
    },
  }
}

const askedFor = (context: Context) => lead(context).change.sidecar?.[0]?.data['slot']
const known = { pain: 'slow', team_size: '8', current_tool: 'spreadsheet', timeline: 'now', authority: 'decides' }

it('asks for one thing at a time: the first that is not known', () => {
  expect(askedFor(contextOf('qualify'))).toBe('pain')
  expect(askedFor(contextOf('qualify', { slots: { pain: 'slow' } }))).toBe('team_size')
})

it('does not ask the same twice in a row', () => {
  expect(askedFor(contextOf('qualify', { asked: 'pain' }))).toBe('team_size')
})

it('offers what can be chosen', () => {
  const { choices } = lead(
    contextOf('qualify', { slots: { pain: 'slow', team_size: '8', current_tool: 'paper' } }),
  ).change
  expect(choices?.map(({ id }) => id)).toContain('timeline=now')
})

it('invites when all is known, so that a yes begins the task', () => {
  const { parts, change } = lead(contextOf('qualify', { slots: known }))
  expect(parts).toEqual([{ key: 'sell.invite_fit', params: { business: 'Clínica Aurora' } }])
  expect(change.choices?.map(({ id }) => id)).toEqual(['task=book', 'answer=no'])
})

it('leads nowhere while a task is under way, or by a principle that stops', () => {
  expect(lead(contextOf('qualify', {}, { task: 'book' })).parts).toEqual([])
  expect(lead(contextOf('let_go')).parts).toEqual([])
})

it('answers an objection itself, and besides only what was clearly asked', () => {
  const fact = (score: number) => ({ facts: [{ id: 'trial', score, reason: 'says' }] })
  const keys = (context: Context) => answers(context).map((part) => ('key' in part ? part.key : part.text))
  expect(keys(contextOf('show_value', {}, fact(0.7)))).toEqual(['sell.value'])
  expect(keys(contextOf('show_value', {}, fact(0.9)))).toEqual(['sell.value', 'facts.trial'])
  expect(keys(contextOf('price_in_context', {}, fact(0.7)))).toEqual(['facts.trial'])
})

it('says it in other words the second time', () => {
  expect(answers(contextOf('show_value', { principles: ['show_value'] }))[0]).toMatchObject({ variant: 1 })
})
