import type {
  InboundMessage,
  Payload,
  ReplyCompleted,
  TurnReceived,
  TurnUnderstood,
  messageReceived,
  messageSent,
  turnCaptured,
} from '@repartee/contracts'
import { add, changeTurn, deliver, newTurn, openTurn } from './entries.ts'
import type { Booking, TurnEntry, Watched } from './watched.ts'

/** The contact sent something; the provider may deliver it more than once. */
export function heard(watched: Watched, { message, contact, address }: Payload<typeof messageReceived>): Watched {
  const known = { ...watched, ...profile(watched, contact), channel: address.channel }
  const isTaken = watched.entries.some((entry) => entry.kind === 'turn' && entry.messages.includes(message.id))
  return isTaken ? known : add(known, { kind: 'heard', id: message.id, at: message.at, text: words(message) })
}

/** A turn is open; it carries the session as it stood. */
export function opened(watched: Watched, { turn, number, snapshot, messages, receivedAt }: TurnReceived): Watched {
  const { slots, state, task, language, frustration, lease, optedOut, pending, contact, address, settings } = snapshot
  const known = {
    ...watched,
    ...profile(watched, contact),
    channel: address.channel,
    timeZone: settings.timeZone,
    slots,
    state,
    task,
    language,
    frustration,
    optedOut,
    fresh: [],
    missing: [],
    holder: lease.holder,
    holderName: lease.by,
  }
  const ids = messages.map(({ id }) => id)
  const text = messages.map(words).join('\n')
  return openTurn(
    known,
    newTurn({ id: turn, number, at: receivedAt, text, messages: ids, waitedFor: pending?.summary ?? null }),
  )
}

/** Facts were found: those of the turn replace older ones, and what was dropped goes. */
export function captured(watched: Watched, { turn, captured: found }: Payload<typeof turnCaptured>): Watched {
  const slots = Object.fromEntries(
    Object.entries({ ...watched.slots, ...found.slots }).filter(([name]) => !found.dropped.includes(name)),
  )
  const known = { ...watched, slots, fresh: Object.keys(found.slots), missing: found.missing }
  return changeTurn(known, turn, (entry) => ({ ...entry, captured: found }))
}

/** Capture and detection have met. */
export function understood(
  watched: Watched,
  { turn, number, captured: found, detection, reconcile, ...rest }: TurnUnderstood,
): Watched {
  const { state, task, frustration, language } = detection
  const known = {
    ...captured(watched, { ...rest, turn, number, captured: found }),
    state,
    task,
    frustration,
    language: language.code,
  }
  return changeTurn(known, turn, (entry) => ({ ...entry, detection, reconcile }))
}

/** A reply is whole. One without a turn is a follow-up. */
export function completed(watched: Watched, data: ReplyCompleted): Watched {
  const { turn, reply, reasoning, timings, adviceMode, frustration, completedAt: at } = data
  const state = reasoning.stateAfter
  const task = state === 'idle' ? null : watched.task
  const known = { ...watched, state, task, frustration, language: reply.language }
  if (turn === null) {
    const text = reply.text
    return add(known, { kind: 'message', id: reply.id, at, from: 'followup', by: null, text })
  }
  return changeTurn(withTurn(known, data), turn, (entry) => ({
    ...entry,
    reply: {
      id: reply.id,
      text: reply.text,
      attempt: entry.reply?.attempt ?? 1,
      isStreaming: false,
      choices: reply.choices,
    },
    reasoning,
    timings,
    cards: reply.sidecar.filter(({ kind }) => kind === 'booking').map(({ data: card }) => card as unknown as Booking),
    advice:
      entry.advice.state === 'none' && adviceMode !== 'off' && data.consent === undefined
        ? { state: 'waiting' }
        : entry.advice,
  }))
}

/** A human of the business answered. */
export function sentByHuman(watched: Watched, { message, by }: Payload<typeof messageSent>): Watched {
  const { id, at, text } = message
  // It is told of when the provider has taken it.
  return add(deliver(watched, id, { mark: 'sent', detail: null }), {
    kind: 'message',
    id,
    at,
    from: 'human',
    by,
    text,
  })
}

/** A reply whose turn began before the page looked gets a turn of what it tells. */
function withTurn(watched: Watched, { turn, number, contactText, receivedAt }: ReplyCompleted): Watched {
  const isKnown = watched.entries.some(({ id }) => id === turn)
  if (isKnown || turn === null) return watched
  const made: TurnEntry = newTurn({
    id: turn,
    number,
    at: receivedAt,
    text: contactText,
    messages: [],
    waitedFor: null,
  })
  return openTurn(watched, made)
}

function profile(watched: Watched, contact: { name?: string; phone?: string }): Pick<Watched, 'name' | 'phone'> {
  return { name: contact.name ?? watched.name, phone: contact.phone ?? watched.phone }
}

/** What a message says; one without words is named by its kind. */
function words({ text, kind }: InboundMessage): string {
  return text === '' ? `(${kind})` : text
}
