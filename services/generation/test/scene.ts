// A generation service on real servers with simulated models, a calendar that writes down what it is asked, and contacts who write to it.
import { Controller, Module } from '@nestjs/common'
import { Answer, Bus, type Asked, type StoredEvent } from '@repartee/bus'
import {
  bookingAvailability,
  bookingCancel,
  bookingConfirm,
  bookingHold,
  bookingList,
  bookingMove,
  liveReply,
  liveSentence,
  outgoing,
  replyCompleted,
  sessionEscalated,
  SESSIONS,
  sessionValue,
  turnUnderstood,
  type Booking,
  type Captured,
  type Channel,
  type Detection,
  type MemoryFact,
  type Opening,
  type Payload,
  type ReplyCompleted,
  type SessionValue,
  type TurnReceived,
} from '@repartee/contracts'
import { readConfig, run, serviceSettings, type RunningService } from '@repartee/service'
import { messageIdOf, sessionIdOf, SessionStore } from '@repartee/session'
import { startModelSimulator, useServers, type ModelSimulator } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import { settings } from '../src/config.ts'
import { GenerationModule } from '../src/generation.module.ts'

export const TENANT = 'demo-clinic'

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const ELENA = { id: id(7), key: 'elena_ruiz', name: 'Dr Elena Ruiz' }

/** A Tuesday in two weeks: within the horizon, and Dr Ruiz works. */
export const DAY = (() => {
  const at = new Date(Date.now() + 14 * 86_400_000)
  at.setUTCDate(at.getUTCDate() + ((2 - at.getUTCDay() + 7) % 7))
  return at.toISOString().slice(0, 10)
})()

/** What the calendar was asked; all tests of a file share one. */
export const calendar = {
  asked: [] as { tool: string; request: Record<string, unknown> }[],
  bookings: [] as Booking[],
  effects: () => calendar.asked.filter(({ tool }) => ['confirm', 'move', 'cancel'].includes(tool)),
}

const opening = (localTime: string): Opening => ({
  resource: ELENA,
  startsAt: new Date(`${DAY}T${localTime}:00+01:00`).toISOString(),
  endsAt: new Date(`${DAY}T${localTime}:00+01:00`).toISOString(),
  localDate: DAY,
  localTime,
})

export function bookingAt(startsAt: string, over: Partial<Booking> = {}): Booking {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Madrid',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(startsAt))
  const [localDate = '', localTime = ''] = local.split(' ')
  return {
    id: id(9),
    status: 'confirmed',
    service: { id: id(8), key: 'general_consultation', name: 'general consultation' },
    resource: ELENA,
    startsAt,
    endsAt: startsAt,
    localDate,
    localTime,
    timeZone: 'Europe/Madrid',
    contactName: 'Ana Pérez',
    contactPhone: '+34600000001',
    ...over,
  }
}

@Controller()
class RecordingCalendar {
  @Answer(bookingAvailability)
  async availability({ data }: Asked<typeof bookingAvailability>) {
    this.note('availability', data)
    return { outcome: 'free' as const, openings: ['10:00', '11:30', '12:00'].map(opening) }
  }

  @Answer(bookingHold)
  async hold({ data }: Asked<typeof bookingHold>) {
    this.note('hold', data)
    return { outcome: 'held' as const, booking: bookingAt(data.startsAt, { status: 'held' }), idempotent: false }
  }

  @Answer(bookingConfirm)
  async confirm({ data }: Asked<typeof bookingConfirm>) {
    this.note('confirm', data)
    return { outcome: 'confirmed' as const, booking: bookingAt(data.startsAt), idempotent: false }
  }

  @Answer(bookingMove)
  async move({ data }: Asked<typeof bookingMove>) {
    this.note('move', data)
    return { outcome: 'moved' as const, booking: bookingAt(data.startsAt), idempotent: false }
  }

  @Answer(bookingCancel)
  async cancel({ data }: Asked<typeof bookingCancel>) {
    this.note('cancel', data)
    return { outcome: 'cancelled' as const, booking: bookingAt(opening('10:00').startsAt), idempotent: false }
  }

  @Answer(bookingList)
  async list({ data }: Asked<typeof bookingList>) {
    this.note('list', data)
    return { bookings: calendar.bookings }
  }

  private note(tool: string, request: Record<string, unknown>): void {
    calendar.asked.push({ tool, request })
  }
}

/** Stands where the booking service stands, so that a test sees every question that leaves. */
@Module({ controllers: [RecordingCalendar] })
class CalendarModule {}
const calendarSettings = serviceSettings('booking', {})

const settingsOfTenant = {
  businessName: 'Aurora',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'en',
} as const

/** What was understood of a turn; `detection` and `slots` are what differs from a hello that was understood. */
export interface Heard {
  readonly detection?: Partial<Detection>
  readonly slots?: Readonly<Record<string, string>>
  /** What is remembered of the contact. */
  readonly memory?: readonly MemoryFact[]
}

export function slotsOf(values: Readonly<Record<string, string>>): Captured['slots'] {
  const slot = (value: string) => ({
    value,
    quote: value,
    confidence: 1,
    by: 'rules' as const,
    turn: null,
    history: [],
  })
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, slot(value)]))
}

function understood(turn: TurnReceived, { detection = {}, slots = {}, memory = [] }: Heard) {
  const { tenant, session, turn: turnId, number } = turn
  return outgoing(turnUnderstood, {
    tenant,
    session,
    turn: turnId,
    number,
    turnReceived: { ...turn, memory: [...memory] },
    captured: {
      slots: slotsOf(slots),
      critical: [],
      corrected: [],
      dropped: [],
      problems: [],
      missing: [],
      by: 'rules',
    },
    detection: {
      situation: 'other',
      confidence: 1,
      intent: { name: 'question', confidence: 1 },
      acts: ['request'],
      task: null,
      competingTask: null,
      state: 'service_inquiry',
      frustration: 0,
      language: { code: 'en', confidence: 1, switched: false },
      urgency: 'low',
      complexity: 'simple',
      pending: { relevant: turn.snapshot.pending !== null, confidence: 1, reason: 'test' },
      facts: [],
      redFlag: null,
      asksHuman: false,
      asksIfBot: false,
      by: 'rules',
      ...detection,
    },
    reconcile: 'none',
  })
}

export interface Scene {
  readonly bus: Bus
  readonly simulator: ModelSimulator
  readonly sessions: SessionStore
  readonly contact: (channel?: Channel) => Contact
}

/** Gives the file a running service; read it inside of tests. `extra` are settings beside those of the simulator. */
export function useScene(
  providers: readonly ('openai' | 'anthropic')[],
  extra: Record<string, string> = {},
): () => Scene {
  const servers = useServers()
  const running: RunningService[] = []
  let simulator: ModelSimulator | undefined
  let scene: Scene | undefined
  const told: StoredEvent[] = []
  // Of its own, so that a test can change a pack.
  const packs = mkdtempSync(join(tmpdir(), 'repartee-packs-'))
  cpSync(fileURLToPath(new URL('../../../packs/clinic', import.meta.url)), join(packs, 'clinic'), { recursive: true })
  beforeAll(async () => {
    simulator = await startModelSimulator({ seed: 7 })
    const of = Object.entries(simulator.settings).filter(([name]) =>
      providers.some((provider) => name.startsWith(provider.toUpperCase())),
    )
    const config = () => ({
      ...readConfig(settings, {
        NATS_URL: servers.natsUrl,
        REDIS_URL: servers.redisUrl,
        LOG_LEVEL: 'fatal',
        PACKS_DIR: packs,
        ...Object.fromEntries(of),
        ...extra,
      }),
      GENERATION_PORT: 0,
    })
    const calendarConfig = () => ({
      ...readConfig(calendarSettings, { NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal' }),
      BOOKING_PORT: 0,
    })
    const booking = await run({
      name: 'booking',
      config: calendarConfig,
      module: CalendarModule,
      handlesSignals: false,
    })
    running.push(booking)
    const service = await run({ name: 'generation', config, module: GenerationModule, handlesSignals: false })
    running.push(service)
    const bus = service.app.get(Bus)
    const sessions = new SessionStore(bus.kv(SESSIONS, sessionValue))
    bus.readAll({ onEvent: (event) => void told.push(event) })
    scene = { bus, simulator, sessions, contact: (channel = 'whatsapp') => new Contact(scene!, told, channel) }
  })
  afterAll(async () => {
    for (const service of running.toReversed()) await service.stop()
    await simulator?.stop()
    rmSync(packs, { recursive: true, force: true })
  })
  beforeEach(() => {
    simulator?.reset()
    calendar.asked = []
    calendar.bookings = []
  })
  return () => {
    if (scene === undefined) throw new Error('the service is not started yet: use it inside of a test')
    return scene
  }
}

export const waitFor = <T>(check: () => T) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** A contact who writes: opens turns in the session as the gateway does, and says what was understood of them. */
export class Contact {
  private readonly address
  readonly session: string
  private sequence = 0
  readonly frames: Payload<typeof liveReply>[] = []
  readonly sentences: Payload<typeof liveSentence>[] = []

  constructor(
    private readonly scene: Scene,
    private readonly told: readonly StoredEvent[],
    channel: Channel,
  ) {
    this.address = { channel, provider: 'meta', account: '1', contact: randomUUID(), contactKind: 'user_id' } as const
    this.session = sessionIdOf(TENANT, channel, this.address)
    const { session } = this
    scene.bus.subscribeLive(liveReply, ({ data }) => void this.frames.push(data), { session })
    scene.bus.subscribeLive(liveSentence, ({ data }) => void this.sentences.push(data), { session })
  }

  async writes(text: string, deadlineMs = 15_000): Promise<TurnReceived> {
    this.sequence += 1
    const providerId = `${this.address.contact}:${this.sequence}`
    const now = new Date().toISOString()
    const opened = await this.scene.sessions.open({
      tenant: TENANT,
      session: this.session,
      instance: 'whatsapp',
      settings: settingsOfTenant,
      address: this.address,
      contact: {},
      message: { id: messageIdOf(TENANT, 'whatsapp', '1', providerId), providerId, at: now, kind: 'text', text },
      sequence: this.sequence,
      receivedAt: now,
      now,
      deadlineMs,
      conversationGapHours: 24,
      rememberedSlots: ['name', 'phone'],
    })
    if (opened.do !== 'open') throw new Error(`expected an open turn, got ${opened.do}`)
    return opened.turn
  }

  /** Says that a turn was understood, as situation does. */
  async isUnderstood(turn: TurnReceived, heard: Heard = {}): Promise<void> {
    await this.scene.bus.publish(understood(turn, heard))
  }

  /** Writes and waits for the answer. */
  async says(text: string, heard: Heard = {}, deadlineMs = 15_000): Promise<ReplyCompleted> {
    const turn = await this.writes(text, deadlineMs)
    await this.isUnderstood(turn, heard)
    return this.answerTo(turn)
  }

  async answerTo(turn: TurnReceived): Promise<ReplyCompleted> {
    return waitFor(() => {
      const found = this.replies().find((reply) => reply.turn === turn.turn)
      if (!found) throw new Error('no answer yet')
      return found
    })
  }

  /** What stands in the session before the next turn: slots, and what waits for a word. */
  async standing(change: Partial<SessionValue>): Promise<void> {
    const known = await this.scene.sessions.get(TENANT, this.session)
    const key = `${TENANT}.${this.session}`
    const bucket = this.scene.bus.kv(SESSIONS, sessionValue)
    if (known === null) throw new Error('the contact has written nothing yet')
    const { revision, ...value } = known
    if ((await bucket.update(key, { ...value, ...change }, revision)) === null) throw new Error('somebody else wrote')
  }

  replies(): ReplyCompleted[] {
    return this.told
      .filter((event) => event.session === this.session && event.is(replyCompleted))
      .map((event) => event.data() as ReplyCompleted)
  }

  escalations(): number {
    return this.told.filter((event) => event.session === this.session && event.is(sessionEscalated)).length
  }
}
