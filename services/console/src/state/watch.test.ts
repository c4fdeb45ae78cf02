import { events, liveReply, turnReceived, type Detection, type Payload, type SlotValue } from '@repartee/contracts'
import { expect, test } from 'vitest'
import type { EventFrame, LiveFrame } from './frames.ts'
import { watchEvent, watchLive } from './watch.ts'
import { type TurnEntry, type Watched, cardsOf, unknownSession } from './watched.ts'

const randomUUID = () => crypto.randomUUID()
const SESSION = randomUUID()
const AT = '2026-11-20T09:00:00.000Z'
const address = { channel: 'whatsapp', provider: 'meta', account: '1', contact: '34600900001', contactKind: 'phone' }
const contact = { name: 'Ana', phone: '+34600900001' }
const settings = {
  businessName: 'Clinic',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'en',
}
const lease = { holder: 'ai', by: null, since: AT }
const [TURN, MESSAGE, REPLY] = [randomUUID(), randomUUID(), randomUUID()]

/** An event as the socket sends it; checked by its contract, so that the tests speak of what there is. */
function frame(type: EventFrame['type'], cursor: number, data: Record<string, unknown>): EventFrame {
  const contract = events.find(({ name }) => name === type)!
  const payload = contract.payload.parse({ tenant: 'demo-clinic', session: SESSION, at: AT, ...data })
  return { type, session: SESSION, cursor, data: payload } as EventFrame
}

const message = (id = MESSAGE, text = 'Hello') => ({ id, providerId: `p-${id}`, at: AT, kind: 'text', text })
const slot = (value: string, quote: string): SlotValue => ({
  value,
  quote,
  confidence: 0.9,
  by: 'rules',
  turn: TURN,
  history: [],
})

const heard = (cursor: number, id = MESSAGE) =>
  frame('message.received', cursor, { instance: 'i', settings, address, contact, message: message(id), receivedAt: AT })

const snapshot = (changes: Record<string, unknown> = {}) => ({
  tenant: 'demo-clinic',
  id: SESSION,
  instance: 'i',
  settings,
  address,
  contact,
  conversation: 1,
  language: 'en',
  slots: {},
  state: 'idle',
  task: null,
  pending: null,
  frustration: 0,
  turnCount: 0,
  history: [],
  principles: [],
  resistance: 0,
  lease,
  optedOut: false,
  arms: {},
  introduced: false,
  lastNumber: 1,
  current: null,
  replies: [],
  taken: [],
  lastInboundAt: AT,
  ended: false,
  revision: 1,
  ...changes,
})

const turnData = (turn = TURN, ids = [MESSAGE], changes: Record<string, unknown> = {}): Payload<typeof turnReceived> =>
  turnReceived.payload.parse({
    tenant: 'demo-clinic',
    session: SESSION,
    turn,
    number: 1,
    instance: 'i',
    address,
    contact,
    choice: null,
    messages: ids.map((id) => message(id)),
    text: 'Hello',
    snapshot: snapshot(changes),
    receivedAt: AT,
    openedAt: AT,
    deadlineAt: AT,
  })

const opened = (cursor: number, turn = TURN, ids = [MESSAGE], changes: Record<string, unknown> = {}) =>
  frame('turn.received', cursor, turnData(turn, ids, changes))

const found = (slots: Record<string, SlotValue>, changes: Record<string, unknown> = {}) => ({
  slots,
  critical: [],
  corrected: [],
  dropped: [],
  problems: [],
  missing: ['time'],
  by: 'rules',
  ...changes,
})

const captured = (cursor: number, slots: Record<string, SlotValue>, changes: Record<string, unknown> = {}) =>
  frame('turn.captured', cursor, { turn: TURN, number: 1, captured: found(slots, changes) })

const detection = {
  situation: 'wants_to_book',
  confidence: 0.8,
  intent: { name: 'book', confidence: 0.9 },
  acts: ['request'],
  task: 'book',
  competingTask: null,
  state: 'booking_new',
  frustration: 2,
  urgency: 'low',
  complexity: 'simple',
  language: { code: 'he', confidence: 1, switched: false },
  facts: [],
  redFlag: null,
  asksHuman: false,
  pending: { relevant: false, confidence: 0, reason: '' },
  asksIfBot: false,
  by: 'rules',
} satisfies Detection

const understood = (cursor: number) =>
  frame('turn.understood', cursor, {
    turn: TURN,
    number: 1,
    turnReceived: turnData(),
    captured: found({}),
    detection,
    reconcile: 'none',
  })

const completed = (cursor: number, changes: Record<string, unknown> = {}) =>
  frame('reply.completed', cursor, {
    turn: TURN,
    number: 1,
    occurrence: null,
    kind: 'answer',
    settings,
    address,
    contact,
    contactText: 'Hello',
    reply: { id: REPLY, text: 'Good morning!', language: 'en', choices: [], sidecar: [] },
    previousReply: null,
    slots: {},
    frustration: 0,
    urgency: 'low',
    mood: 0.5,
    stage: null,
    reasoning: {
      intent: 'greet',
      confidence: 1,
      situation: 'greeting',
      principle: 'greet',
      stateBefore: 'idle',
      stateAfter: 'idle',
      reconcile: 'none',
      cache: 'off',
      provider: 'rules',
      level: 'rules',
      tools: [],
      checks: [],
    },
    timings: { firstTokenMs: 5, totalMs: 9, steps: {} },
    usage: [],
    adviceMode: 'async',
    followUp: null,
    receivedAt: AT,
    completedAt: AT,
    ...changes,
  })

const status = (type: 'reply.sent' | 'reply.delivered' | 'reply.read', cursor: number) =>
  frame(type, cursor, {
    reply: REPLY,
    turn: TURN,
    kind: 'answer',
    as: 'text',
    providerIds: ['w'],
    providerId: 'w',
    detail: null,
  })

const piece = (type: 'start' | 'delta' | 'end', text: string, attempt = 1, seq = 0): LiveFrame => ({
  type: 'live.reply',
  session: SESSION,
  data: liveReply.payload.parse({
    tenant: 'demo-clinic',
    session: SESSION,
    turn: TURN,
    number: 1,
    attempt,
    seq,
    type,
    text,
  }),
})

const BOOKING = randomUUID()
const named = { id: randomUUID(), key: 'cleaning', name: 'Cleaning' }
const booking = (status: string) => ({
  id: BOOKING,
  status,
  service: named,
  resource: named,
  startsAt: AT,
  endsAt: AT,
  localDate: '2026-12-01',
  localTime: '10:00',
  timeZone: 'Europe/Madrid',
  contactName: null,
  contactPhone: null,
})

const watching = (...frames: (EventFrame | LiveFrame)[]): Watched =>
  frames.reduce(
    (watched, one) => ('cursor' in one ? watchEvent(watched, one) : watchLive(watched, one)),
    unknownSession(SESSION),
  )
const turnsOf = ({ entries }: Watched) => entries.filter((entry): entry is TurnEntry => entry.kind === 'turn')
const turnOf = (watched: Watched) => turnsOf(watched)[0]!

test('a message shows at once, and its turn takes its place', () => {
  const before = watching(heard(1))
  expect(before).toMatchObject({ name: 'Ana', channel: 'whatsapp', entries: [{ kind: 'heard', text: 'Hello' }] })
  expect(watchEvent(before, opened(2)).entries).toMatchObject([{ kind: 'turn', id: TURN, text: 'Hello' }])
})

test('a message that the provider delivers twice shows once', () => {
  expect(watching(heard(1), heard(2)).entries).toHaveLength(1)
  expect(watching(heard(1), opened(2), heard(3)).entries).toHaveLength(1)
})

test('after a reconnect no event counts twice', () => {
  const frames = [heard(1), opened(2), completed(3), status('reply.sent', 4)]
  expect(watching(...frames, ...frames)).toEqual(watching(...frames))
})

test('events of another session change nothing', () => {
  const other = { ...heard(1), session: randomUUID() }
  expect(watching(other)).toEqual(unknownSession(SESSION))
})

test('slots fill, the new ones are lit, and what was dropped goes', () => {
  const first = watching(opened(1), captured(2, { date: slot('2026-12-01', 'on Tuesday'), name: slot('Ana', 'Ana') }))
  expect(Object.keys(first.slots)).toEqual(['date', 'name'])
  expect(first).toMatchObject({ fresh: ['date', 'name'], missing: ['time'] })
  const second = watchEvent(first, captured(3, { time: slot('10:00', 'at ten') }, { dropped: ['date'] }))
  expect(Object.keys(second.slots)).toEqual(['name', 'time'])
  expect(second.fresh).toEqual(['time'])
})

test('what was understood shows: state, task, frustration, language', () => {
  const watched = watching(opened(1), understood(2))
  expect(watched).toMatchObject({ state: 'booking_new', task: 'book', frustration: 2, language: 'he' })
  expect(turnOf(watched)).toMatchObject({ reconcile: 'none', detection: { intent: { name: 'book' } } })
})

test('a reply streams, and the whole one replaces what was streamed', () => {
  const streaming = watching(opened(1), piece('start', ''), piece('delta', 'Good '), piece('delta', 'morn'))
  expect(turnOf(streaming).reply).toMatchObject({ text: 'Good morn', isStreaming: true })
  const whole = watchEvent(streaming, completed(2))
  expect(turnOf(whole).reply).toMatchObject({ text: 'Good morning!', isStreaming: false })
  expect(turnOf(watchLive(whole, piece('delta', ' late'))).reply?.text).toBe('Good morning!')
})

test('a higher attempt replaces a lower one, which is silent from then on', () => {
  const watched = watching(opened(1), piece('delta', 'One', 1), piece('delta', 'Two', 2), piece('delta', ' more', 1))
  expect(turnOf(watched).reply?.text).toBe('Two')
})

test('the placeholder stands until the advice comes', () => {
  const waiting = watching(opened(1), completed(2))
  expect(turnOf(waiting).advice).toEqual({ state: 'waiting' })
  const advised = watchEvent(
    waiting,
    frame('advice.given', 3, {
      turn: TURN,
      number: 1,
      reply: REPLY,
      audience: 'agent',
      language: 'en',
      advice: 'Smile',
      tips: [],
      text: 'Smile',
      source: 'fallback',
      intent: 'greet',
      tookMs: 12,
    }),
  )
  expect(turnOf(advised).advice).toEqual({ state: 'given', text: 'Smile', source: 'fallback', tookMs: 12 })
})

test.each([
  ['advice is off', { adviceMode: 'off' }],
  ['an opt-out is confirmed', { consent: 'opted_out' }],
])('no placeholder stands when %s', (_, changes) => {
  expect(turnOf(watching(opened(1), completed(2, changes))).advice).toEqual({ state: 'none' })
})

test('marks only move forward', () => {
  const watched = watching(opened(1), completed(2), status('reply.read', 3), status('reply.sent', 4))
  expect(watched.deliveries[REPLY]?.mark).toBe('read')
})

test('a turn that another one took up disappears', () => {
  const next = randomUUID()
  const second = randomUUID()
  const watched = watching(opened(1), heard(2, second), opened(3, next, [MESSAGE, second]))
  expect(watched.entries.map(({ id }) => id)).toEqual([next])
})

test('a turn that was answered stays when the next one comes', () => {
  const next = randomUUID()
  const watched = watching(opened(1), completed(2), opened(3, next, [randomUUID()]))
  expect(watched.entries.map(({ id }) => id)).toEqual([TURN, next])
})

test('a reply whose turn was not seen brings its words along', () => {
  expect(turnOf(watching(completed(1)))).toMatchObject({ text: 'Hello', reply: { text: 'Good morning!' } })
})

test('a follow-up stands by itself and gets its marks', () => {
  const sent = frame('reply.sent', 3, { reply: REPLY, turn: null, kind: 'followup', as: 'text', providerIds: ['w'] })
  const watched = watching(completed(2, { turn: null, number: null, kind: 'followup', occurrence: 'o:1' }), sent)
  expect(watched.entries).toMatchObject([{ kind: 'message', from: 'followup', id: REPLY }])
  expect(watched.deliveries[REPLY]?.mark).toBe('sent')
})

test('a human takes over, answers, and gives back', () => {
  const taken = watching(opened(1), frame('session.taken-over', 2, { by: 'Rosa', how: 'console' }))
  expect(taken).toMatchObject({ holder: 'human', holderName: 'Rosa' })
  const answer = { id: 'm1', text: 'Rosa here', at: AT }
  const answered = watchEvent(
    taken,
    frame('message.sent', 3, { address, message: answer, by: 'Rosa', origin: 'console' }),
  )
  expect(answered.entries.at(-1)).toMatchObject({ kind: 'message', from: 'human', by: 'Rosa', text: 'Rosa here' })
  expect(answered.deliveries.m1?.mark).toBe('sent')
  expect(watchEvent(answered, frame('session.released', 4, { by: 'Rosa' }))).toMatchObject({ holder: 'ai' })
})

test('a card shows at the last turn that spoke of its booking, as the booking stands now', () => {
  const next = randomUUID()
  const card = (status: string) => ({
    reply: {
      id: randomUUID(),
      text: 'x',
      language: 'en',
      choices: [],
      sidecar: [{ kind: 'booking', data: booking(status) }],
    },
  })
  const watched = watching(
    opened(1),
    completed(2, card('held')),
    opened(3, next, [randomUUID()]),
    completed(4, { turn: next, ...card('held') }),
    frame('booking.confirmed', 5, { booking: booking('confirmed'), settings, address, contact, language: 'en' }),
  )
  const [first, second] = turnsOf(watched)
  expect(cardsOf(watched, first!)).toEqual([])
  expect(cardsOf(watched, second!)).toMatchObject([{ id: BOOKING, status: 'confirmed' }])
})

test('a booking shows once, as it stands last; a follow-up until it is not needed', () => {
  const about = { settings, address, contact, language: 'en' }
  const followUp = { followUp: randomUUID(), occurrence: 'o:1', reason: 'booking_reminder' }
  const watched = watching(
    frame('booking.held', 1, { booking: booking('held'), ...about }),
    frame('booking.confirmed', 2, { booking: booking('confirmed'), ...about }),
    frame('followup.scheduled', 3, { ...followUp, dueAt: AT, announced: true }),
    frame('followup.cancelled', 4, { ...followUp, why: 'they wrote' }),
  )
  expect(watched.bookings).toMatchObject([{ status: 'confirmed' }])
  expect(watched.followUps).toMatchObject([{ status: 'cancelled', why: 'they wrote' }])
})

test('an event that the page makes nothing of is taken note of, and no more', () => {
  const before = watching(opened(1))
  const unknown = { type: 'call.ended', session: SESSION, cursor: 2, data: {} } as unknown as EventFrame
  expect(watchEvent(before, unknown)).toEqual({ ...before, cursor: 2 })
})
