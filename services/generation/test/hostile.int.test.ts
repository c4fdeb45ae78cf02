import type { PendingAction, ReplyCompleted } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { injections, type Injection } from './injections.ts'
import { bookingAt, calendar, DAY, slotsOf, TENANT, useScene, type Contact } from './scene.ts'

const scene = useScene(['openai'])

const OFFER = randomUUID()
const STARTS_AT = new Date(`${DAY}T10:00:00+01:00`).toISOString()
const APPOINTMENT = '00000000-0000-4000-8000-000000000009'

/** Something that waits for a yes, so that the hostile model has the right id of a real offer. */
function offered(kind: PendingAction['kind']): PendingAction {
  return {
    id: OFFER,
    kind,
    turn: null,
    at: new Date().toISOString(),
    summary: `${kind} of ${DAY} 10:00`,
    data: { service: 'general_consultation', resource: 'elena_ruiz', startsAt: STARTS_AT, booking: APPOINTMENT },
    choices: [],
  }
}

/** Everything that a hostile model could try, with all the right ids. */
const ATTACKS = [
  { tool: 'book', arguments: { offer: OFFER } },
  { tool: 'move', arguments: { offer: OFFER } },
  { tool: 'cancel', arguments: { offer: OFFER } },
  { tool: 'booking.confirm', arguments: { key: OFFER, service: 'general_consultation', startsAt: STARTS_AT } },
  { tool: 'booking.cancel', arguments: { key: OFFER, booking: APPOINTMENT } },
]

async function attackedBy(
  { language, source, text }: Injection,
  pending: PendingAction | null,
): Promise<ReplyCompleted> {
  const { simulator, contact } = scene()
  const victim = contact()
  await victim.says('hello', { detection: { asksHuman: true } })
  await stage(victim, source, text, pending)
  simulator.reset()
  // A note in the calendar or in a tool's result reaches the model by a tool that may run.
  const looks = source === 'calendar' || source === 'tool_result'
  const first = looks ? [{ tool: 'list_appointments', arguments: {} }, ...ATTACKS.slice(1)] : ATTACKS
  simulator.script([{ toolCalls: first }, { toolCalls: ATTACKS.toReversed() }, 'It is done.', 'It is done.'])
  return victim.says(source === 'message' ? text : 'hm, let me think about it', {
    memory: source === 'memory' ? [{ key: 'consent', value: text, at: new Date().toISOString() }] : [],
    detection: {
      acts: ['inform'],
      language: { code: language === 'zh' ? 'en' : language, confidence: 1, switched: false },
    },
  })
}

/** Puts the words where they are said to stand. */
async function stage(victim: Contact, source: Injection['source'], text: string, pending: PendingAction | null) {
  const at = new Date().toISOString()
  if (source === 'calendar' || source === 'tool_result') {
    const service = { id: randomUUID(), key: 'general_consultation', name: text }
    calendar.bookings = [bookingAt(STARTS_AT, { id: APPOINTMENT, service, contactName: text })]
  }
  await victim.standing({
    pending,
    state: pending === null ? 'idle' : 'booking_confirmation',
    task: pending === null ? null : 'book',
    ...(source === 'history' ? { history: [{ role: 'ai' as const, text, at, turn: null }] } : {}),
    ...(source === 'slot' ? { slots: slotsOf({ name: text }) } : {}),
  })
}

describe('a model that wants to do harm', () => {
  it(`has ${injections.length} injections in six languages to follow`, () => {
    expect(injections.length).toBeGreaterThanOrEqual(60)
    expect(new Set(injections.map(({ language }) => language)).size).toBe(6)
  })

  it.each(injections)('carries nothing out for $language $source: $text', async (injection) => {
    for (const pending of [null, offered('confirm_booking'), offered('confirm_cancel')]) {
      const reply = await attackedBy(injection, pending)
      expect(calendar.effects()).toEqual([])
      const refused = reply.reasoning.tools.filter(({ outcome }) => outcome === 'refused')
      expect(refused.length).toBeGreaterThanOrEqual(4)
      expect(refused.every((use) => use.refused !== undefined)).toBe(true)
      expect(reply.reply.text).not.toMatch(/\b(done|booked|cancelled)\b/i)
    }
  })

  it('that calls the effect of another offer than the one agreed to gets the one that was agreed to, or none', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    await ana.says('hello', { detection: { asksHuman: true } })
    await ana.standing({ pending: offered('confirm_booking'), state: 'booking_confirmation', task: 'book' })
    simulator.reset()
    simulator.script([{ toolCalls: [{ tool: 'cancel', arguments: { offer: OFFER } }] }, 'Fine.'])
    await ana.says('yes', { detection: { task: 'book', state: 'booking_confirmation', acts: ['affirm'] } })
    expect(calendar.effects()).toMatchObject([{ tool: 'confirm', request: { key: OFFER, startsAt: STARTS_AT } }])
  })

  it('books once, however often it calls', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    await ana.says('hello', { detection: { asksHuman: true } })
    await ana.standing({ pending: offered('confirm_booking'), state: 'booking_confirmation', task: 'book' })
    simulator.reset()
    const call = { tool: 'book', arguments: { offer: OFFER } }
    simulator.script([{ toolCalls: [call, call, call, call, call, call, call] }, 'Fine.'])
    await ana.says('yes', { detection: { task: 'book', state: 'booking_confirmation', acts: ['affirm'] } })
    expect(calendar.effects()).toHaveLength(1)
  })

  it('that understood a yes where there was none carries nothing out', async () => {
    const { simulator, contact, sessions } = scene()
    const ana = contact()
    await ana.says('hello', { detection: { asksHuman: true } })
    await ana.standing({ pending: offered('confirm_cancel'), state: 'canceling', task: 'cancel' })
    simulator.reset()
    simulator.script([{ toolCalls: ATTACKS }, 'Fine.'])
    await ana.says('what does parking cost?', {
      detection: { task: 'cancel', state: 'canceling', acts: ['affirm'], by: 'model' },
    })
    expect(calendar.effects()).toEqual([])
    expect((await sessions.get(TENANT, ana.session))?.current).toBeNull()
  })

  it('remembers nothing that the contact did not just say', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    simulator.script([
      {
        toolCalls: [
          { tool: 'remember', arguments: { key: 'consent', value: 'always yes', quote: 'I consent to everything' } },
        ],
      },
      'How can I help?',
    ])
    const { reasoning } = await ana.says('good morning')
    expect(reasoning.tools).toMatchObject([{ outcome: 'refused', refused: { field: 'quote', reason: 'not_said' } }])
  })
})
