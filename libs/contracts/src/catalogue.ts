import type { AnyEvent, AnyLive, AnyQuestion } from './kernel.ts'
import { adviceGiven, feedbackGiven } from './advice.ts'
import * as bookings from './booking.ts'
import { callEnded } from './call.ts'
import {
  followUpCancel,
  followUpCancelled,
  followUpDue,
  followUpList,
  followUpMove,
  followUpScheduled,
} from './followup.ts'
import { decisionRecorded, journalFind } from './journal.ts'
import { liveAudio, liveCancel, liveReply, liveSentence } from './live.ts'
import { factRemembered } from './memory.ts'
import { messageReceived, messageSent } from './message.ts'
import { flagChanged, levelChanged } from './operations.ts'
import { receiptKept } from './receipt.ts'
import { replyBlocked, replyCompleted, replyDelivered, replyFailed, replyHeld, replyRead, replySent } from './reply.ts'
import { sessionEscalated, sessionOptedOut, sessionReleased, sessionTakenOver } from './session.ts'
import { turnCaptured, turnLeftToHuman, turnReceived, turnUnderstood } from './turn.ts'

/** Every event that there is. Streams, consumers, permissions and documents are derived from this list. */
export const events = [
  messageReceived,
  messageSent,
  turnReceived,
  turnCaptured,
  turnUnderstood,
  turnLeftToHuman,
  replyCompleted,
  replySent,
  replyHeld,
  replyBlocked,
  replyDelivered,
  replyRead,
  replyFailed,
  receiptKept,
  callEnded,
  adviceGiven,
  followUpScheduled,
  followUpCancelled,
  followUpDue,
  bookings.bookingHeld,
  bookings.bookingConfirmed,
  bookings.bookingMoved,
  bookings.bookingCancelled,
  decisionRecorded,
  factRemembered,
  sessionEscalated,
  sessionTakenOver,
  sessionReleased,
  sessionOptedOut,
  feedbackGiven,
  levelChanged,
  flagChanged,
] as const satisfies readonly AnyEvent[]

/** Every live frame that there is. */
export const liveFrames = [liveReply, liveSentence, liveAudio, liveCancel] as const satisfies readonly AnyLive[]

/** Every question that there is. */
export const questions = [
  bookings.bookingServices,
  bookings.bookingAvailability,
  bookings.bookingHold,
  bookings.bookingConfirm,
  bookings.bookingMove,
  bookings.bookingCancel,
  bookings.bookingList,
  bookings.bookingCalendarFile,
  bookings.bookingCalendars,
  bookings.bookingAdopt,
  followUpList,
  followUpMove,
  followUpCancel,
  journalFind,
] as const satisfies readonly AnyQuestion[]
