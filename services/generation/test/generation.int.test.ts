import { Bus, type StoredEvent } from '@repartee/bus'
import {
  outgoing,
  replyCompleted,
  sessionEscalated,
  SESSIONS,
  sessionValue,
  turnReceived,
  turnUnderstood,
  type Detection,
  type ReplyCompleted,
  type TurnReceived,
} from '@repartee/contracts'
import { readConfig, run, type RunningService } from '@repartee/service'
import { messageIdOf, sessionIdOf, SessionStore } from '@repartee/session'
import { useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { settings } from '../src/config.ts'
import { GenerationModule } from '../src/generation.module.ts'

const servers = useServers()
const TENANT = 'demo-clinic'
let service: RunningService
let bus: Bus
let sessions: SessionStore
const told: StoredEvent[] = []

beforeAll(async () => {
  const config = () => ({
    ...readConfig(settings, { NATS_URL: servers.natsUrl, REDIS_URL: servers.redisUrl, LOG_LEVEL: 'fatal' }),
    GENERATION_PORT: 0,
  })
  service = await run({ name: 'generation', config, module: GenerationModule, handlesSignals: false })
  bus = service.app.get(Bus)
  sessions = new SessionStore(bus.kv(SESSIONS, sessionValue))
  bus.readAll({ onEvent: (event) => void told.push(event) })
})
afterAll(() => service?.stop())

const waitFor = <T>(check: () => T) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

const settingsOfTenant = {
  businessName: 'Aurora',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'en',
} as const

/** A contact who writes: opens turns in the session as the gateway does. */
class Contact {
  private readonly address = {
    channel: 'whatsapp',
    provider: 'meta',
    account: '1',
    contact: randomUUID(),
    contactKind: 'user_id',
  } as const
  readonly session = sessionIdOf(TENANT, 'whatsapp', this.address)
  private sequence = 0

  async writes(text: string, deadlineMs = 15_000): Promise<TurnReceived> {
    this.sequence += 1
    const providerId = `${this.address.contact}:${this.sequence}`
    const now = new Date().toISOString()
    const opened = await sessions.open({
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

  replies(): ReplyCompleted[] {
    return told
      .filter((event) => event.session === this.session && event.is(replyCompleted))
      .map((event) => event.data() as ReplyCompleted)
  }

  escalations(): number {
    return told.filter((event) => event.session === this.session && event.is(sessionEscalated)).length
  }
}

const detection: Detection = {
  situation: 'greets',
  confidence: 1,
  intent: { name: 'greeting', confidence: 1 },
  acts: ['greet'],
  task: null,
  competingTask: null,
  state: 'idle',
  frustration: 0,
  language: { code: 'en', confidence: 1, switched: false },
  urgency: 'low',
  complexity: 'simple',
  pending: { relevant: false, confidence: 1, reason: 'nothing waits' },
  facts: [],
  redFlag: null,
  asksHuman: false,
  asksIfBot: false,
  by: 'rules',
}

function understood(turn: TurnReceived) {
  const { tenant, session, turn: id, number } = turn
  const captured = {
    slots: {},
    critical: [],
    corrected: [],
    dropped: [],
    problems: [],
    missing: [],
    by: 'rules' as const,
  }
  return outgoing(turnUnderstood, {
    tenant,
    session,
    turn: id,
    number,
    turnReceived: turn,
    captured,
    detection,
    reconcile: 'none',
  })
}

describe('an understood turn', () => {
  it('is answered once, however often it comes', async () => {
    const contact = new Contact()
    const turn = await contact.writes('hello')
    await bus.publish(understood(turn))
    await waitFor(() => expect(contact.replies()).toHaveLength(1))
    // Under another id, as after the broker's window: the stored reply is emitted again, word for word.
    await bus.publish(understood(turn))
    await waitFor(() => expect(contact.replies()).toHaveLength(2))
    const [first, second] = contact.replies()
    expect(second?.reply).toEqual(first?.reply)
    expect((await sessions.get(TENANT, contact.session))?.replies).toHaveLength(1)
  })

  it('that was superseded is never answered', async () => {
    const contact = new Contact()
    const first = await contact.writes('hello')
    const second = await contact.writes('how much is a cleaning?')
    await bus.publish(understood(first))
    await bus.publish(understood(second))
    await waitFor(() => expect(contact.replies()).toHaveLength(1))
    expect(contact.replies()[0]).toMatchObject({ turn: second.turn, contactText: 'hello\nhow much is a cleaning?' })
  })

  it('ends in silence while a human holds the lease, and what was understood is kept', async () => {
    const contact = new Contact()
    const turn = await contact.writes('hello')
    await sessions.changeLease(TENANT, contact.session, { kind: 'take_over', by: 'Eva', now: new Date().toISOString() })
    await bus.publish(understood(turn))
    await waitFor(async () => expect((await sessions.get(TENANT, contact.session))?.current).toBeNull())
    expect(contact.replies()).toEqual([])
    expect((await sessions.get(TENANT, contact.session))?.turnCount).toBe(1)
  })
})

describe('a turn that nobody answers', () => {
  it('is closed at its deadline with an apology, and a human is called', async () => {
    const contact = new Contact()
    const turn = await contact.writes('hello', 300)
    await bus.publish(outgoing(turnReceived, turn))
    await waitFor(() => expect(contact.replies()).toHaveLength(1))
    expect(contact.replies()[0]).toMatchObject({ kind: 'apology', turn: turn.turn })
    await waitFor(() => expect(contact.escalations()).toBe(1))
  })

  it('is left alone when it was answered or superseded in time', async () => {
    const contact = new Contact()
    const turn = await contact.writes('hello', 300)
    await bus.publish([outgoing(turnReceived, turn), understood(turn)])
    await waitFor(() => expect(contact.replies()).toHaveLength(1))
    const other = new Contact()
    const hung = await other.writes('hello', 400)
    await bus.publish(outgoing(turnReceived, hung))
    // When the later one was closed, the earlier one's deadline is over too.
    await waitFor(() => expect(other.replies()).toHaveLength(1))
    expect(contact.replies().map(({ kind }) => kind)).toEqual(['answer'])
  })
})
