import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  SelectorCache,
  fallbackAdvice,
  followUpDelayMinutes,
  followUpNotice,
  followUpPolicy,
  formatAdvice,
  loadPack,
  selectPrinciple,
  turnDeadlineMs,
} from '../index.ts'

const clinic = loadPack(join(import.meta.dirname, '../../../../packs/clinic'))
const trading = loadPack(join(import.meta.dirname, '../../../../packs/trading'))
const nothing = { situation: 'other', slots: {}, principles: [], resistance: 0 }

describe('selectPrinciple', () => {
  test.each([
    [{ situation: 'in_pain' }, 'take_care_first'],
    [{ situation: 'in_pain', principles: ['take_care_first'] }, 'offer_times'],
    [
      { situation: 'in_pain', principles: ['take_care_first'], slots: { date: '2026-11-24', time: '10:00' } },
      'read_back_and_confirm',
    ],
    [{ situation: 'frustrated' }, 'apologise_and_solve'],
    [{ situation: 'frustrated', principles: ['apologise_and_solve'] }, 'offer_a_person'],
    [{ situation: 'price_objection', resistance: 1 }, 'show_value'],
    [{ situation: 'price_objection', resistance: 2 }, 'respect_no'],
    [{ situation: 'books', slots: { service: 'physiotherapy' } }, 'ask_one_thing'],
    [{ situation: 'books', slots: { service: 'physiotherapy', date: '2026-11-24' } }, 'offer_times'],
    [{ situation: 'something else' }, 'find_out'],
  ])('%j: %s', (question, principle) => {
    expect(selectPrinciple(clinic, { ...nothing, ...question }).principle).toBe(principle)
  })

  test('looks at the last three principles only', () => {
    const principles = ['take_care_first', 'a', 'b', 'c']
    expect(selectPrinciple(clinic, { ...nothing, situation: 'in_pain', principles }).principle).toBe('take_care_first')
  })

  test('gives the same with a cache, which keeps at most 1000', () => {
    const cache = new SelectorCache()
    const question = { ...nothing, situation: 'in_pain' }
    const first = selectPrinciple(clinic, question, cache)
    expect(selectPrinciple(clinic, question, cache)).toBe(first)
    for (let n = 0; n < 1200; n += 1) selectPrinciple(clinic, { ...nothing, slots: { n: String(n) } }, cache)
    expect(cache.size).toBe(1000)
    expect(selectPrinciple(clinic, question, cache)).toEqual(first)
  })
})

describe('followUpPolicy', () => {
  const now = new Date('2026-11-20T09:00:00Z')
  const quiet = {
    now,
    urgency: 'medium',
    hasUnansweredQuestion: false,
    isEscalationOpen: false,
    optedOut: false,
  } as const
  test('announces an open question, later the less urgent it is', () => {
    const due = (urgency: 'urgent' | 'high' | 'medium' | 'low') =>
      followUpPolicy(clinic, { ...quiet, urgency, hasUnansweredQuestion: true })
    expect(due('urgent')).toMatchObject({ delayMinutes: 15, dueAt: '2026-11-20T09:15:00.000Z' })
    expect(due('high')).toMatchObject({
      delayMinutes: 60,
      notice: { key: 'followup.notice_hours', params: { count: 1 } },
    })
    expect(due('medium')).toMatchObject({ delayMinutes: 90, notice: { params: { count: 1.5 } } })
    expect(due('low')).toMatchObject({ delayMinutes: 240, reason: 'unanswered_question' })
  })
  test('an open escalation comes first', () => {
    const due = followUpPolicy(clinic, { ...quiet, hasUnansweredQuestion: true, isEscalationOpen: true })
    expect(due).toMatchObject({ reason: 'escalation_untaken', notice: followUpNotice(15) })
  })
  test('nothing is announced without a reason, or to whom has opted out', () => {
    expect(followUpPolicy(clinic, quiet)).toBeNull()
    expect(followUpPolicy(clinic, { ...quiet, hasUnansweredQuestion: true, optedOut: true })).toBeNull()
  })
  test('the silent ones have their own delays', () => {
    expect(followUpDelayMinutes(clinic, 'silent_in_booking', 'low')).toBe(90)
    expect(followUpDelayMinutes(clinic, 'after_visit', 'low')).toBeNull()
  })
})

describe('fallbackAdvice', () => {
  test.each([
    ['price_inquiry', 'fallback'],
    ['book_appointment', 'fallback'],
    ['affirm', 'fallback'],
    ['thanks', 'fallback'],
    [null, 'fallback'],
    ['no_such_intent', 'error_fallback'],
    ['error_fallback', 'error_fallback'],
  ])('%s: %s', (intent, source) => {
    for (const language of clinic.languages) {
      const advice = fallbackAdvice(clinic, language, intent)
      expect(advice.source).toBe(source)
      expect(advice.tips).toHaveLength(3)
    }
  })
  test('without an intent the default entry, for an unknown one the general', () => {
    expect(fallbackAdvice(clinic, 'en', null).advice).toBe(clinic.coach.entries['default']?.en?.advice)
    expect(fallbackAdvice(clinic, 'en', 'x').advice).toBe(clinic.coach.entries['error_fallback']?.en?.advice)
  })
  test('is shown as the advice, a blank line, a heading with a lamp, and bullets', () => {
    expect(formatAdvice(clinic, 'en', { advice: 'A.', tips: ['1', '2', '3'] })).toBe('A.\n\n💡 Tips\n• 1\n• 2\n• 3')
  })
})

describe('turnDeadlineMs', () => {
  test.each([
    [trading, 'web', 'do a deep dive on Nvidia', 35_000],
    [trading, 'web', 'buy 100 AAPL at 182', 15_000],
    [trading, 'phone', 'do a deep dive on Nvidia', 6_000],
    [clinic, 'whatsapp', 'a deep dive please', clinic.deadlines.chatMs],
  ] as const)('%#: %s %s', (pack, channel, text, deadlineMs) => {
    expect(turnDeadlineMs(pack, { channel, text })).toBe(deadlineMs)
  })
})
