import {
  type BookingChanged,
  type Outgoing,
  type ReplyCompleted,
  type TurnUnderstood,
  events,
} from '@repartee/contracts'
import { migrate, run } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import type { Servers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { settings as schema } from '../src/config.ts'
import { FollowUpModule } from '../src/followup.module.ts'
import { detection } from './detection.ts'

export const TENANT = 'demo-clinic'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export async function migrateAll(databaseUrl: string): Promise<void> {
  await migrate({
    databaseUrl,
    folders: ['../../../libs/service/sql', '../../../libs/outbox/sql', '../sql'].map(folder),
  })
}

export function startFollowUp(servers: Servers): Promise<RunningService> {
  return run({
    name: 'followup',
    config: () =>
      schema.parse({
        NATS_URL: servers.natsUrl,
        DATABASE_URL: servers.databaseUrl,
        LOG_LEVEL: 'fatal',
        FOLLOWUP_PORT: '0',
      }),
    module: FollowUpModule,
    handlesSignals: false,
  })
}

export const settings = {
  businessName: 'Aurora',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'en',
} as const
const address = {
  channel: 'whatsapp',
  provider: 'meta',
  account: '100',
  contact: '34600111222',
  contactKind: 'phone',
} as const
const at = () => new Date().toISOString()

/** One contact's session and what happens in it, as the events that other services publish. */
export class Conversation {
  readonly session = randomUUID()
  readonly #reference = { tenant: TENANT, session: this.session }
  #number = 0

  understood(): Outgoing {
    const turn = { ...this.#reference, turn: randomUUID(), number: ++this.#number }
    const received = {
      ...turn,
      instance: 'demo-whatsapp',
      address,
      contact: {},
      messages: [{ id: randomUUID(), providerId: 'wamid.1', at: at(), kind: 'text', text: 'hello' }],
      text: 'hello',
      choice: null,
      snapshot: this.#snapshot(),
      receivedAt: at(),
      openedAt: at(),
      deadlineAt: at(),
    }
    const captured = { slots: {}, critical: [], corrected: [], dropped: [], problems: [], missing: [], by: 'rules' }
    const data = {
      ...turn,
      turnReceived: received,
      captured,
      detection,
      reconcile: 'none',
    } as unknown as TurnUnderstood
    return outgoingOf('turn.understood', data)
  }

  /** An answer that asks, in the middle of a booking unless told. */
  replied(
    change: Partial<Pick<ReplyCompleted, 'followUp' | 'kind' | 'completedAt' | 'settings'>> & { state?: string } = {},
  ): Outgoing {
    const { state = 'booking_new', ...rest } = change
    const data = {
      ...this.#reference,
      turn: randomUUID(),
      number: ++this.#number,
      occurrence: null,
      kind: 'answer',
      settings,
      address,
      contact: {},
      contactText: 'an appointment please',
      reply: { id: randomUUID(), text: 'Which day?', language: 'en', choices: [], sidecar: [] },
      previousReply: null,
      slots: {},
      frustration: 0,
      urgency: 'medium',
      mood: 0.5,
      stage: null,
      reasoning: {
        intent: 'book',
        confidence: 1,
        situation: 'asks_time',
        principle: 'ask',
        stateBefore: 'idle',
        stateAfter: state,
        reconcile: 'none',
        cache: 'off',
        provider: 'rules',
        level: 'rules',
        tools: [],
        checks: [],
      },
      timings: { firstTokenMs: null, totalMs: 1, steps: {} },
      usage: [],
      adviceMode: 'off',
      followUp: null,
      receivedAt: at(),
      completedAt: at(),
      ...rest,
    } as unknown as ReplyCompleted
    return outgoingOf('reply.completed', data)
  }

  booking(
    name: 'booking.confirmed' | 'booking.moved' | 'booking.cancelled',
    startsAt: Date,
    id: string = randomUUID(),
  ): Outgoing {
    const named = { id: randomUUID(), key: 'cleaning', name: 'Cleaning' }
    const booking = {
      id,
      status: name === 'booking.cancelled' ? 'cancelled' : 'confirmed',
      service: named,
      resource: named,
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(),
      localDate: '2026-12-01',
      localTime: '10:00',
      timeZone: 'Europe/Madrid',
      contactName: 'Ana',
      contactPhone: null,
    } as const
    const data: BookingChanged = {
      ...this.#reference,
      booking,
      settings,
      address,
      contact: {},
      language: 'en',
      at: at(),
    }
    return outgoingOf(name, data)
  }

  escalated(): Outgoing {
    return outgoingOf('session.escalated', {
      ...this.#reference,
      turn: randomUUID(),
      reason: 'asked_for_human',
      urgency: 'urgent',
      summary: 'wants a person',
      slots: {},
      lastMessages: [],
      at: at(),
    })
  }

  takenOver(): Outgoing {
    return outgoingOf('session.taken-over', { ...this.#reference, by: 'ana@clinic', how: 'console', at: at() })
  }

  optedOut(): Outgoing {
    return outgoingOf('session.opted-out', { ...this.#reference, optedOut: true, word: 'stop', at: at() })
  }

  held(occurrence: string, until: Date): Outgoing {
    const reference = { ...this.#reference, reply: randomUUID(), turn: null, at: at() }
    return outgoingOf('reply.held', { ...reference, until: until.toISOString(), reason: 'quiet_hours', occurrence })
  }

  receipt(name: 'reply.failed' | 'reply.read', reply: string): Outgoing {
    return outgoingOf(name, { ...this.#reference, reply, turn: null, at: at(), providerId: 'wamid.2', detail: null })
  }

  #snapshot() {
    return {
      revision: 1,
      tenant: TENANT,
      id: this.session,
      instance: 'demo-whatsapp',
      address,
      contact: {},
      conversation: 1,
      settings,
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
      lease: { holder: 'ai', by: null, since: at() },
      optedOut: false,
      arms: {},
      introduced: false,
      lastNumber: 0,
      current: null,
      replies: [],
      taken: [],
      lastInboundAt: null,
      ended: false,
    }
  }
}

function outgoingOf(name: string, data: unknown): Outgoing {
  const event = events.find((one) => one.name === name)
  if (!event) throw new Error(`there is no event ${name}`)
  event.payload.parse(data)
  return { event, data: data as Outgoing['data'] }
}
