import type {
  Choice,
  CurrentTurn,
  InboundMessage,
  PendingAction,
  SessionSnapshot,
  SessionValue,
  TurnReceived,
} from '@repartee/contracts'

/** The event's payload that tells of an open turn, with the session as it stands at `revision`. */
export function turnReceivedOf(session: SessionValue, turn: CurrentTurn, revision: number): TurnReceived {
  const messages = turn.messages.map(({ message }) => message)
  const snapshot: SessionSnapshot = { ...session, revision }
  return {
    tenant: session.tenant,
    session: session.id,
    turn: turn.turn,
    number: turn.number,
    instance: session.instance,
    address: session.address,
    contact: session.contact,
    messages,
    text: messages
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n'),
    choice: choiceTaken(messages.at(-1), session.pending),
    snapshot,
    receivedAt: turn.receivedAt,
    openedAt: turn.openedAt,
    deadlineAt: turn.deadlineAt,
  }
}

/** The choice that a message takes: a tap, or the number or the very title of something that was offered. */
export function choiceTaken(message: InboundMessage | undefined, pending: PendingAction | null): Choice | null {
  if (message === undefined) return null
  if (message.choice) return message.choice
  if (pending === null) return null
  const text = message.text.trim().toLowerCase()
  const numbered = /^\d{1,2}$/.test(text) ? pending.choices[Number(text) - 1] : undefined
  return numbered ?? pending.choices.find(({ title }) => title.toLowerCase() === text) ?? null
}
