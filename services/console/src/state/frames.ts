import type {
  CoachAdviceFrame,
  ControlFrame,
  EventDeclaration,
  LiveDeclaration,
  Payload,
  TurnResultFrame,
  adviceGiven,
  bookingCancelled,
  bookingConfirmed,
  bookingHeld,
  bookingMoved,
  followUpCancelled,
  followUpDue,
  followUpScheduled,
  liveReply,
  messageReceived,
  messageSent,
  replyBlocked,
  replyCompleted,
  replyDelivered,
  replyFailed,
  replyHeld,
  replyRead,
  replySent,
  sessionEscalated,
  sessionOptedOut,
  sessionReleased,
  sessionTakenOver,
  turnCaptured,
  turnReceived,
  turnUnderstood,
} from '@repartee/contracts'

interface EventOf<E extends EventDeclaration> {
  type: E['name']
  session: string | null
  cursor: number
  /** The id of the trace that the event belongs to. */
  trace?: string
  data: Payload<E>
}
interface LiveOf<E extends LiveDeclaration> {
  type: E['name']
  session: string
  data: Payload<E>
}

/** The events that the page makes something of, as frames with a place in the stream. */
export type EventFrame =
  | EventOf<typeof messageReceived>
  | EventOf<typeof messageSent>
  | EventOf<typeof turnReceived>
  | EventOf<typeof turnCaptured>
  | EventOf<typeof turnUnderstood>
  | EventOf<typeof replyCompleted>
  | EventOf<typeof replySent>
  | EventOf<typeof replyHeld>
  | EventOf<typeof replyBlocked>
  | EventOf<typeof replyDelivered>
  | EventOf<typeof replyRead>
  | EventOf<typeof replyFailed>
  | EventOf<typeof adviceGiven>
  | EventOf<typeof sessionEscalated>
  | EventOf<typeof sessionTakenOver>
  | EventOf<typeof sessionReleased>
  | EventOf<typeof sessionOptedOut>
  | EventOf<typeof bookingHeld>
  | EventOf<typeof bookingConfirmed>
  | EventOf<typeof bookingMoved>
  | EventOf<typeof bookingCancelled>
  | EventOf<typeof followUpScheduled>
  | EventOf<typeof followUpCancelled>
  | EventOf<typeof followUpDue>

/** A frame of the moment: it has no place in the stream and does not come again. */
export type LiveFrame = LiveOf<typeof liveReply>

/** What the page listens to; other types of frames may come and are nothing to it. */
export type Frame = EventFrame | LiveFrame | TurnResultFrame | CoachAdviceFrame | ControlFrame

/** Is it an event, with a place in the stream? */
export function isEvent(frame: Frame): frame is EventFrame {
  return 'data' in frame && 'cursor' in frame
}
