import type { StoredEvent } from '@repartee/bus'
import { adviceGiven, type Payload, type ReplyCompleted, replyCompleted } from '@repartee/contracts'
import { turnResultOf } from '../api/turn-result.ts'

/** A frame on its way to a socket: JSON, and where it stands. */
export interface OutFrame {
  readonly cursor: number
  readonly text: string
}

/** A frame that was made out of an event stands this far behind it. */
export const DERIVED = 0.5
/** One that stands between the two. */
export const BESIDE = 0.25

/** What an operator sees of an event: the event as it stands, and the fixed frames that are made out of it. */
export function operatorFrames(event: StoredEvent): OutFrame[] {
  const whole = {
    cursor: event.sequence,
    text: `{"type":${JSON.stringify(event.name)},"session":${JSON.stringify(event.session)},"cursor":${event.sequence}${traceOf(event)},"data":${event.text()}}`,
  }
  if (event.is(replyCompleted)) return [whole, ...turnResult(event.data(), event.sequence + DERIVED)]
  if (event.is(adviceGiven)) return [whole, coachAdvice(event.data(), event.sequence + DERIVED)]
  return [whole]
}

/** The reply of a turn as its own frame; none for a follow-up. */
export function turnResult(
  completed: ReplyCompleted,
  cursor: number,
  advice: Payload<typeof adviceGiven> | null = null,
): OutFrame[] {
  const frame = turnResultOf(completed.session, completed, advice)
  return frame === null ? [] : [framed(cursor, { ...frame, cursor })]
}

export function coachAdvice(
  { session, number, text, source, next }: Payload<typeof adviceGiven>,
  cursor: number,
): OutFrame {
  return framed(cursor, {
    type: 'coach_advice',
    session,
    cursor,
    turn: number,
    advice: text,
    advice_source: source,
    ...(next === undefined ? {} : { next_sentence: next }),
  })
}

/** Why a reply is what it is, for a screen that can show or hide it. */
export function reasoningOf({ session, number, reasoning }: ReplyCompleted, cursor: number): OutFrame {
  const { intent, confidence, situation, principle, stateBefore, stateAfter, acts = [], provider } = reasoning
  return framed(cursor, {
    type: 'reasoning',
    session,
    cursor,
    turn: number,
    intent,
    confidence,
    situation,
    strategy: principle,
    acts,
    state_before: stateBefore,
    state_after: stateAfter,
    source: provider,
  })
}

/** An event as a contact sees it: only what concerns them. */
export function contactEvent(event: StoredEvent, data: Record<string, unknown>): OutFrame {
  const { name: type, session, sequence: cursor } = event
  return framed(cursor, { type, session, cursor, data })
}

function framed(cursor: number, frame: Record<string, unknown>): OutFrame {
  return { cursor, text: JSON.stringify(frame) }
}

/** The trace id of the event's traceparent (w3.org/TR/trace-context), as a field of the frame. */
function traceOf({ traceparent }: StoredEvent): string {
  const id = traceparent?.split('-')[1]
  return id === undefined ? '' : `,"trace":${JSON.stringify(id)}`
}
