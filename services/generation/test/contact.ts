// A contact who writes to a generation service: opens turns in the session as the gateway does, and says what was understood of them.
import type { Bus, StoredEvent } from '@repartee/bus'
import {
  liveReply,
  liveSentence,
  outgoing,
  replyCompleted,
  sessionEscalated,
  SESSIONS,
  sessionValue,
  turnUnderstood,
  type Captured,
  type Channel,
  type Detection,
  type MemoryFact,
  type Payload,
  type ReplyCompleted,
  type SessionValue,
  type TurnReceived,
} from '@repartee/contracts'
import { messageIdOf, sessionIdOf, type SessionStore } from '@repartee/session'
import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'

export const TENANT = 'demo-clinic'

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

export const waitFor = <T>(check: () => T) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** A contact who writes: opens turns in the session as the gateway does, and says what was understood of them. */
export class Contact {
  private readonly address
  readonly session: string
  private sequence = 0
  readonly frames: Payload<typeof liveReply>[] = []
  readonly sentences: Payload<typeof liveSentence>[] = []

  constructor(
    private readonly scene: { readonly bus: Bus; readonly sessions: SessionStore },
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
