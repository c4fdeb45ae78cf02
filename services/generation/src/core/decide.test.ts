import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Booking, Detection, Opening, SessionValue, SlotValue, TurnReceived } from '@repartee/contracts'
import { loadPack } from '@repartee/packs'
import { mergeSlots, type Context } from './context.ts'
import { decide } from './decide.ts'
import type { Plan, Step, ToolResult } from './step.ts'
import { wordsOf } from './words.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))
const NOW = '2026-11-20T09:00:00.000Z'
const TURN = '11111111-1111-4111-8111-111111111111'
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const slot = (value: string, quote = value): SlotValue => ({
  value,
  quote,
  confidence: 1,
  by: 'rules',
  turn: TURN,
  history: [],
})
const slots = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, slot(value)]))

interface Said {
  text?: string
  session?: Partial<SessionValue>
  captured?: Record<string, string>
  detection?: Partial<Detection>
  choice?: TurnReceived['choice']
}

function contextOf({ text = 'words', session = {}, captured = {}, detection = {}, choice = null }: Said): Context {
  const address = {
    channel: 'whatsapp',
    provider: 'meta',
    account: '1',
    contact: '34600',
    contactKind: 'phone',
  } as const
  const settings = {
    businessName: 'Aurora',
    pack: 'clinic',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    defaultLanguage: 'en',
  } as const
  const snapshot: TurnReceived['snapshot'] = {
    tenant: 'demo',
    id: id(1),
    instance: 'i',
    settings,
    address,
    contact: {},
    conversation: 1,
    language: 'en',
    slots: {},
    state: 'idle',
    task: null,
    pending: null,
    frustration: 0,
    turnCount: 1,
    history: [],
    principles: [],
    resistance: 0,
    lease: { holder: 'ai', by: null, since: NOW },
    optedOut: false,
    arms: {},
    introduced: true,
    lastNumber: 2,
    current: null,
    replies: [],
    taken: [],
    lastInboundAt: NOW,
    ended: false,
    revision: 1,
    ...session,
  }
  const message = { id: id(2), providerId: 'w', at: NOW, kind: 'text' as const, text }
  const turn: TurnReceived = {
    tenant: 'demo',
    session: id(1),
    turn: TURN,
    number: 2,
    instance: 'i',
    address,
    contact: {},
    messages: [message],
    text,
    choice,
    snapshot,
    receivedAt: NOW,
    openedAt: NOW,
    deadlineAt: NOW,
  }
  const found = {
    slots: slots(captured),
    critical: [],
    corrected: [],
    dropped: [],
    problems: [],
    missing: [],
    by: 'rules' as const,
  }
  return {
    pack,
    turn,
    captured: found,
    slots: mergeSlots(snapshot.slots, found),
    principle: 'find_out',
    now: NOW,
    detection: {
      situation: 'other',
      confidence: 1,
      intent: { name: 'other', confidence: 1 },
      acts: [],
      task: snapshot.task,
      competingTask: null,
      state: snapshot.state,
      frustration: 0,
      language: { code: 'en', confidence: 1, switched: false },
      urgency: 'low',
      complexity: 'simple',
      pending: { relevant: snapshot.pending !== null, confidence: 1, reason: 'test' },
      facts: [],
      redFlag: null,
      asksHuman: false,
      asksIfBot: false,
      by: 'rules',
      ...detection,
    },
  }
}

function planOf(step: Step): Plan {
  if (step.do !== 'say') throw new Error(`expected words, got a question to ${step.tool}`)
  return step.plan
}

/** The keys of the messages that are said: their words belong to the pack. */
const keys = (plan: Plan) => plan.parts.map((part) => ('key' in part ? part.key : part.text))
const saidKeys = (context: Context, results: ToolResult[] = []) => keys(planOf(decide(context, results)))
const said = (context: Context, results: ToolResult[] = []) => wordsOf(context, planOf(decide(context, results)))

const resource = { id: id(7), key: 'elena_ruiz', name: 'Dr Elena Ruiz' }
const opening = (localDate: string, localTime: string): Opening => ({
  resource,
  // Madrid is one hour ahead of UTC in November.
  startsAt: `${localDate}T${String(Number(localTime.slice(0, 2)) - 1).padStart(2, '0')}${localTime.slice(2)}:00.000Z`,
  endsAt: `${localDate}T${localTime}:20.000Z`,
  localDate,
  localTime,
})
const free = (...openings: Opening[]): ToolResult => ({
  tool: 'booking.availability',
  answer: { outcome: 'free', openings },
})
const booking: Booking = {
  id: id(9),
  status: 'confirmed',
  service: { id: id(8), key: 'general_consultation', name: 'general consultation' },
  resource,
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:20:00.000Z',
  localDate: '2026-11-24',
  localTime: '10:00',
  timeZone: 'Europe/Madrid',
  contactName: 'Ana Pérez',
  contactPhone: '+34600000001',
}
const booking_new = { task: 'book', state: 'booking_new' } as const
const everything = {
  service: 'general_consultation',
  date: '2026-11-24',
  time: '10:00',
  name: 'Ana Pérez',
  phone: '+34600000001',
}

describe('a booking', () => {
  it('asks what for, then when', () => {
    expect(saidKeys(contextOf({ detection: booking_new }))).toEqual(['ask.service'])
    expect(saidKeys(contextOf({ detection: booking_new, captured: { service: 'general_consultation' } }))).toEqual([
      'ask.date',
    ])
  })

  it('offers the free times of a day as choices that fill the slots', () => {
    const context = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-24' },
    })
    const ask = decide(context, [])
    expect(ask).toMatchObject({
      do: 'ask',
      tool: 'booking.availability',
      request: { from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T23:00:00.000Z' },
    })
    const plan = planOf(decide(context, [free(opening('2026-11-24', '10:00'), opening('2026-11-24', '11:30'))]))
    expect(wordsOf(context, plan)).toContain('general consultation on Tuesday')
    expect(plan.choices.map(({ title, id: choice }) => [title, choice])).toEqual([
      ['10:00 am', 'date=2026-11-24&time=10%3A00&person=elena_ruiz'],
      ['11:30 am', 'date=2026-11-24&time=11%3A30&person=elena_ruiz'],
    ])
    expect(plan.pending).toMatchObject({ kind: 'choose_time' })
  })

  it('says that a time is gone and offers the nearest', () => {
    const context = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-24', time: '10:00' },
    })
    const plan = planOf(decide(context, [free(opening('2026-11-24', '09:00'), opening('2026-11-24', '10:25'))]))
    expect(keys(plan)).toEqual(['problem.not_free'])
    expect(plan.choices).toHaveLength(2)
    expect(Object.keys(plan.slots)).toEqual(['service', 'date'])
  })

  it('tells a closed day from a full one, and looks two weeks ahead', () => {
    const sunday = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-22', time: '10:00' },
    })
    expect(decide(sunday, [free()])).toMatchObject({ do: 'ask', request: { to: '2026-12-06T23:00:00.000Z' } })
    const later = [free(), free(opening('2026-11-23', '10:00'))]
    expect(saidKeys(sunday, later)).toEqual(['problem.closed'])
    const monday = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-23', time: '10:00' },
    })
    expect(saidKeys(monday, later)).toEqual(['problem.full'])
  })

  it('does not look for a time that is over', () => {
    const context = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-20', time: '08:00' },
    })
    expect(saidKeys(context)).toEqual(['problem.past'])
  })

  it('asks for the name when the time is free, without asking the calendar twice', () => {
    const context = contextOf({
      detection: booking_new,
      captured: { service: 'general_consultation', date: '2026-11-24', time: '10:00' },
    })
    expect(saidKeys(context, [free(opening('2026-11-24', '10:00'))])).toEqual(['ask.name'])
  })

  it('holds what is complete and asks for a yes', () => {
    const session = { ...booking_new, slots: slots({ ...everything, name: '' }) }
    const context = contextOf({ session, captured: { name: 'Ana Pérez' } })
    const hold = decide(context, [])
    expect(hold).toMatchObject({ do: 'ask', tool: 'booking.hold', request: { startsAt: '2026-11-24T09:00:00.000Z' } })
    const plan = planOf(
      decide(context, [{ tool: 'booking.hold', answer: { outcome: 'held', booking, idempotent: false } }]),
    )
    expect(keys(plan)).toEqual(['confirm.book'])
    for (const detail of ['Dr Elena Ruiz', 'Tuesday', '24', '10:00', 'Ana Pérez'])
      expect(wordsOf(context, plan)).toContain(detail)
    expect(plan.state).toBe('booking_confirmation')
    expect(hold).toMatchObject({ request: { key: plan.pending?.id } })
  })

  it('keeps everything when the calendar cannot be reached', () => {
    const context = contextOf({ session: { ...booking_new, slots: slots(everything) } })
    const plan = planOf(decide(context, [{ tool: 'booking.hold', answer: { outcome: 'unavailable' } }]))
    expect(keys(plan)).toEqual(['problem.booking_unavailable'])
    expect(Object.keys(plan.slots)).toEqual(Object.keys(everything))
  })
})

describe('an offer that waits for a yes', () => {
  const pending = {
    id: id(5),
    kind: 'confirm_booking' as const,
    turn: id(4),
    at: NOW,
    summary: '',
    data: {
      service: 'general_consultation',
      resource: 'elena_ruiz',
      startsAt: booking.startsAt,
      name: 'Ana Pérez',
      phone: '+34600000001',
    },
    choices: [],
  }
  const session = { task: 'book', state: 'booking_confirmation' as const, slots: slots(everything), pending }
  const confirmed: ToolResult = {
    tool: 'booking.confirm',
    answer: { outcome: 'confirmed', booking, idempotent: false },
  }

  it('is booked at a yes, under the id of the offer, and leaves only what is remembered', () => {
    const context = contextOf({ session, detection: { acts: ['affirm'] } })
    expect(decide(context, [])).toMatchObject({
      tool: 'booking.confirm',
      request: { key: id(5), contactName: 'Ana Pérez' },
    })
    const plan = planOf(decide(context, [confirmed]))
    expect(keys(plan)).toEqual(['booked'])
    expect(plan).toMatchObject({ task: null, state: 'idle', pending: null })
    expect(Object.keys(plan.slots)).toEqual(['name', 'phone'])
  })

  it('is not booked at a no', () => {
    const context = contextOf({ session, detection: { acts: ['negate'] } })
    const plan = planOf(decide(context, []))
    expect(keys(plan)).toEqual(['not_booked'])
    expect(plan).toMatchObject({ task: 'book', pending: null })
  })

  it('is asked again, with everything kept, when the answer is neither', () => {
    const context = contextOf({ session, text: 'hmm' })
    const plan = planOf(decide(context, []))
    expect(keys(plan)).toEqual(['unclear_yes_no'])
    expect(plan.pending).toEqual(pending)
  })

  it('is made anew when the contact says another time with the yes', () => {
    const context = contextOf({ session, captured: { time: '11:30' }, detection: { acts: ['affirm'] } })
    expect(decide(context, [])).toMatchObject({
      tool: 'booking.hold',
      request: { startsAt: '2026-11-24T10:30:00.000Z' },
    })
  })

  it('gives way to other times, without the one that was offered', () => {
    const context = contextOf({ session, detection: { acts: ['request_alternatives'] } })
    const plan = planOf(decide(context, [free(opening('2026-11-24', '10:00'), opening('2026-11-24', '12:00'))]))
    expect(plan.choices.map(({ title }) => title)).toEqual(['12:00 pm'])
  })

  it('is not dragged into the answer to another question', () => {
    const facts = [{ id: pack.facts[0]?.id ?? '', score: 1, reason: 'test' }]
    const context = contextOf({
      session,
      detection: { facts, acts: ['request'], pending: { relevant: false, confidence: 0.1, reason: 'test' } },
    })
    const plan = planOf(decide(context, []))
    expect(plan.parts).toHaveLength(1)
    expect(plan.pending).toEqual(pending)
  })
})

describe('appointments that stand', () => {
  const listed = (bookings: Booking[]): ToolResult => ({ tool: 'booking.list', answer: { bookings } })

  it('are listed, or there are none', () => {
    const context = contextOf({ detection: { task: 'list' } })
    expect(saidKeys(context, [listed([booking])])).toEqual(['list.some'])
    expect(said(context, [listed([booking])])).toContain('Dr Elena Ruiz')
    expect(saidKeys(context, [listed([])])).toEqual(['list.none'])
  })

  it('are cancelled after a yes', () => {
    const context = contextOf({ detection: { task: 'cancel' } })
    const plan = planOf(decide(context, [listed([booking])]))
    expect(keys(plan)).toEqual(['confirm.cancel'])
    const yes = contextOf({ session: { task: 'cancel', pending: plan.pending }, detection: { acts: ['affirm'] } })
    expect(decide(yes, [])).toMatchObject({
      tool: 'booking.cancel',
      request: { booking: booking.id, key: plan.pending?.id },
    })
    const no = contextOf({ session: { task: 'cancel', pending: plan.pending }, detection: { acts: ['negate'] } })
    expect(saidKeys(no)).toEqual(['kept'])
  })

  it('are moved with the same person to a free time', () => {
    const context = contextOf({ detection: { task: 'move' }, captured: { date: '2026-11-26', time: '12:00' } })
    const plan = planOf(decide(context, [listed([booking]), free(opening('2026-11-26', '12:00'))]))
    expect(keys(plan)).toEqual(['confirm.move'])
    expect(plan.pending).toMatchObject({
      kind: 'confirm_move',
      data: { booking: booking.id, startsAt: '2026-11-26T11:00:00.000Z' },
    })
  })

  it('are asked for when there are several', () => {
    const context = contextOf({ detection: { task: 'cancel' } })
    const plan = planOf(decide(context, [listed([booking, { ...booking, id: id(10), localTime: '16:00' }])]))
    expect(plan.choices.map(({ id: choice }) => choice)).toEqual([`booking=${id(9)}`, `booking=${id(10)}`])
  })
})

describe('whatever is going on', () => {
  it('a red flag names the emergency number, books nothing and calls a human', () => {
    const context = contextOf({
      text: 'I have chest pain and cannot breathe',
      session: { ...booking_new, slots: slots(everything) },
      detection: { redFlag: { id: 'chest_pain', quote: 'chest pain' } },
    })
    const plan = planOf(decide(context, []))
    expect(wordsOf(context, plan)).toContain('112')
    expect(plan).toMatchObject({ escalate: 'red_flag', pending: null, state: 'escalated' })
  })

  it('somebody who asks for a person gets one', () => {
    expect(planOf(decide(contextOf({ detection: { asksHuman: true } }), []))).toMatchObject({
      escalate: 'asked_for_human',
    })
  })

  it('the first reply says that it is automated', () => {
    const context = contextOf({ session: { introduced: false }, detection: { acts: ['greet'] } })
    expect(saidKeys(context)).toEqual(['introduction', 'capabilities'])
  })

  it('a second request is asked about, not guessed', () => {
    const context = contextOf({ session: { ...booking_new }, detection: { competingTask: 'cancel' } })
    const plan = planOf(decide(context, []))
    expect(keys(plan)).toEqual(['which_task'])
    expect(plan.choices.map(({ id: choice }) => choice)).toEqual(['task=book', 'task=cancel'])
  })

  it('what is said for a second request changes nothing of the first', () => {
    const context = contextOf({
      session: { ...booking_new, slots: slots({ service: 'physiotherapy' }) },
      captured: { service: 'dental_checkup', date: '2026-11-24' },
      detection: { competingTask: 'cancel' },
    })
    expect(planOf(decide(context, [])).slots).toMatchObject({
      service: { value: 'physiotherapy' },
      date: { value: '2026-11-24' },
    })
  })

  it('a question without an answer goes to the team', () => {
    const plan = planOf(decide(contextOf({ detection: { acts: ['request'] } }), []))
    expect(plan.hasUnansweredQuestion).toBe(true)
  })

  it('what the contact gave up is dropped', () => {
    const context = contextOf({ session: { ...booking_new, slots: slots(everything) }, detection: { task: null } })
    const plan = planOf(decide(context, []))
    expect(keys(plan)).toEqual(['changed_mind'])
    expect(Object.keys(plan.slots)).toEqual(['name', 'phone'])
  })

  it('a polite no gives up as well', () => {
    const detection = { task: null, acts: ['negate' as const, 'thank' as const] }
    const plan = planOf(decide(contextOf({ session: { ...booking_new }, detection }), []))
    expect(keys(plan)).toEqual(['changed_mind'])
    expect(plan).toMatchObject({ state: 'idle', task: null, pending: null })
  })
})
