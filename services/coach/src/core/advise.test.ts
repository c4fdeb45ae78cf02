import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ReplyCompleted } from '@repartee/contracts'
import { loadPack } from '@repartee/packs'
import { givenOf, packAdvice } from './advise.ts'
import { caseOfReply, wantsAdvice } from './case.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))
const NOW = '2026-11-20T09:00:01.000Z'
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

function completed(change: Partial<ReplyCompleted> & { intent?: string } = {}): ReplyCompleted {
  const { intent = 'price_inquiry', ...rest } = change
  return {
    tenant: 'demo',
    session: id(1),
    turn: id(2),
    number: 3,
    occurrence: null,
    kind: 'answer',
    settings: {
      businessName: 'Aurora',
      pack: 'clinic',
      timeZone: 'Europe/Madrid',
      region: 'ES',
      defaultLanguage: 'en',
    },
    address: { channel: 'whatsapp', provider: 'meta', account: '1', contact: '34600', contactKind: 'phone' },
    contact: {},
    contactText: 'how much is it?',
    reply: { id: id(3), text: '60 €', language: 'en', choices: [], sidecar: [] },
    previousReply: null,
    slots: {},
    frustration: 0,
    urgency: 'low',
    mood: 0.5,
    stage: null,
    reasoning: {
      intent,
      confidence: 1,
      situation: 'asks_price',
      principle: 'price_then_time',
      stateBefore: 'idle',
      stateAfter: 'idle',
      reconcile: 'none',
      cache: 'off',
      provider: 'rules',
      level: 'rules',
      tools: [],
      checks: [],
    },
    timings: { firstTokenMs: 1, totalMs: 1, steps: {} },
    usage: [],
    adviceMode: 'async',
    followUp: null,
    receivedAt: '2026-11-20T09:00:00.000Z',
    completedAt: '2026-11-20T09:00:00.000Z',
    ...rest,
  }
}

function advise(reply: ReplyCompleted) {
  const of = caseOfReply(reply, pack)
  return of && givenOf(of, pack, packAdvice(of, pack), NOW)
}

describe('advice', () => {
  it('is the pack’s entry of the intent, with three tips, and tells when it came', () => {
    expect(advise(completed())).toMatchObject({
      source: 'fallback',
      intent: 'price_inquiry',
      number: 3,
      tookMs: 1000,
    })
    expect(advise(completed())?.tips).toHaveLength(3)
  })

  it('says of an intent that the pack does not know that it is for the unexpected', () => {
    expect(advise(completed({ intent: 'weather' }))).toMatchObject({ source: 'error_fallback' })
  })

  it('is in the language of the reply, in every language of the pack', () => {
    const texts = pack.languages.map((language) => {
      const { reply } = completed()
      return advise(completed({ reply: { ...reply, language } }))?.text
    })
    expect(new Set(texts).size).toBe(pack.languages.length)
  })

  it('is not given where nobody is to be advised', () => {
    expect(wantsAdvice(completed())).toBe(true)
    expect(wantsAdvice(completed({ kind: 'followup' }))).toBe(false)
    expect(wantsAdvice(completed({ adviceMode: 'off' }))).toBe(false)
    expect(wantsAdvice(completed({ consent: 'opted_out' }))).toBe(false)
    expect(advise(completed({ turn: null, number: null }))).toBeNull()
  })
})
