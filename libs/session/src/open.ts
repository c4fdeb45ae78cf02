import type { Address, CurrentTurn, InboundMessage, SessionValue, TenantSettings } from '@repartee/contracts'
import { turnIdOf } from './identity.ts'

const MESSAGES_REMEMBERED = 60

export interface OpenInput {
  readonly tenant: string
  readonly session: string
  readonly instance: string
  readonly settings: TenantSettings
  readonly address: Address
  readonly contact: { name?: string; phone?: string }
  readonly message: InboundMessage
  /** Of the message in the stream. */
  readonly sequence: number
  readonly receivedAt: string
  readonly now: string
  /** How long the turn may take, in milliseconds. */
  readonly deadlineMs: number
  /** After this much silence a new conversation begins. */
  readonly conversationGapHours: number
  /** Slots that outlive a conversation, such as the contact's name. */
  readonly rememberedSlots: readonly string[]
}

export type OpenDecision =
  | { do: 'open'; session: SessionValue; turn: CurrentTurn; superseded: CurrentTurn | null }
  /** This message opened the turn that is current: say so again. */
  | { do: 'repeat'; session: SessionValue; turn: CurrentTurn }
  /** The message is part of a turn already, and another message speaks for it. */
  | { do: 'nothing' }
  /** A turn is committed and cannot be superseded: try again when it is closed. */
  | { do: 'wait' }

/**
 * Opens the turn of a message. A turn that is open and not committed is superseded: the new one holds its messages too.
 * Idempotent for each message.
 */
export function open(session: SessionValue | null, input: OpenInput): OpenDecision {
  const turnId = turnIdOf(input.session, input.message.id)
  if (session?.taken.some(({ message }) => message === input.message.id)) {
    const current = session.current
    return current?.turn === turnId ? { do: 'repeat', session, turn: current } : { do: 'nothing' }
  }
  if (session?.current?.status === 'committed') return { do: 'wait' }

  const before = session === null ? begin(input) : isNewConversation(session, input) ? renew(session, input) : session
  const superseded = session?.current ?? null
  const messages = [...(superseded?.messages ?? []), { sequence: input.sequence, message: input.message }]
  const turn: CurrentTurn = {
    turn: turnId,
    number: before.lastNumber + 1,
    status: 'open',
    messages: messages.toSorted((one, other) => one.sequence - other.sequence),
    receivedAt: superseded?.receivedAt ?? input.receivedAt,
    openedAt: input.now,
    deadlineAt: new Date(Date.parse(input.now) + input.deadlineMs).toISOString(),
  }
  return {
    do: 'open',
    superseded,
    turn,
    session: {
      ...before,
      instance: input.instance,
      settings: input.settings,
      address: input.address,
      contact: { ...before.contact, ...input.contact },
      current: turn,
      lastNumber: turn.number,
      taken: [...before.taken, { message: input.message.id, turn: turnId }].slice(-MESSAGES_REMEMBERED),
      lastInboundAt: input.message.at,
      ended: false,
    },
  }
}

function isNewConversation(session: SessionValue, input: OpenInput): boolean {
  if (session.ended) return true
  if (session.current !== null || session.lastInboundAt === null) return false
  return Date.parse(input.now) - Date.parse(session.lastInboundAt) > input.conversationGapHours * 3_600_000
}

function begin(input: OpenInput): SessionValue {
  return {
    tenant: input.tenant,
    id: input.session,
    instance: input.instance,
    settings: input.settings,
    address: input.address,
    contact: input.contact,
    conversation: 1,
    language: null,
    slots: {},
    state: 'idle',
    task: null,
    pending: null,
    frustration: 0,
    turnCount: 0,
    history: [],
    principles: [],
    resistance: 0,
    lease: { holder: 'ai', by: null, since: input.now },
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

/** A new conversation in an old session: memory stays, what was under way does not. */
function renew(session: SessionValue, input: OpenInput): SessionValue {
  const remembered = new Set(input.rememberedSlots)
  return {
    ...session,
    conversation: session.conversation + 1,
    slots: Object.fromEntries(Object.entries(session.slots).filter(([name]) => remembered.has(name))),
    state: 'idle',
    task: null,
    pending: session.pending?.kind === 'confirm_reminder' ? session.pending : null,
    frustration: 0,
    turnCount: 0,
    principles: [],
    resistance: 0,
    introduced: false,
  }
}
