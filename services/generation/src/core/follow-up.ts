import type { FollowUpReason, KeptReply, LanguageCode, Payload, PendingAction, followUpDue } from '@repartee/contracts'
import { languageOf, message, type Pack } from '@repartee/packs'
import { pendingActionIdOf, replyIdOf } from '@repartee/session'
import { button } from './choices.ts'
import type { Speaker } from './context.ts'
import { addressOf, dateWords, personName, serviceName, timeWords } from './names.ts'

type Due = Payload<typeof followUpDue>

/** Follow-ups that a later message of the contact makes needless. */
const CANCELLED_BY_MESSAGE: ReadonlySet<FollowUpReason> = new Set([
  'unanswered_question',
  'silent_in_booking',
  'escalation_untaken',
  'dropped_call',
])

/** A reminder at least this long before is worded as the one of the day before. */
const DAY_BEFORE_HOURS = 12

export interface WordedFollowUp {
  readonly reply: KeptReply
  readonly pending: PendingAction | null
  readonly cancelledByMessage: boolean
}

/** Words a follow-up that is due, in the contact's language. A reminder asks whether they will come. */
export function wordFollowUp(
  due: Due,
  pack: Pack,
  state: KeptReply['reasoning']['stateBefore'],
  now: string,
): WordedFollowUp {
  const language = languageOf(pack, due.language)
  const speaker: Speaker = { pack, detection: { language: { code: language } } }
  const pending = due.reason === 'booking_reminder' ? reminder(due, speaker, now) : null
  const text = message(pack, language, keyOf(due, now), paramsOf(due, speaker, now))
  return {
    pending,
    cancelledByMessage: CANCELLED_BY_MESSAGE.has(due.reason),
    reply: followUpReply(due, text, language, pending, state, now),
  }
}

function keyOf(due: Due, now: string): string {
  if (due.reason !== 'booking_reminder') return `followup.${due.reason}`
  return hoursUntil(due, now) >= DAY_BEFORE_HOURS ? 'reminder.day' : 'reminder.hours'
}

/** Whole hours until the appointment, at least one. */
function hoursUntil({ data }: Due, now: string): number {
  return Math.max(1, Math.round((Date.parse(data['startsAt'] ?? now) - Date.parse(now)) / 3_600_000))
}

function paramsOf(due: Due, speaker: Speaker, now: string): Record<string, string | number> {
  const business = due.settings.businessName
  const { service, resource, localDate, localTime } = due.data
  if (service === undefined || resource === undefined || localDate === undefined || localTime === undefined) {
    return { business }
  }
  return {
    business,
    service: serviceName(speaker, service),
    person: personName(speaker, resource),
    address: addressOf(speaker, resource),
    date: dateWords(speaker, localDate),
    time: timeWords(speaker, localTime),
    hours: hoursUntil(due, now),
  }
}

function reminder(due: Due, speaker: Speaker, now: string): PendingAction {
  return {
    id: pendingActionIdOf(due.occurrence, 'confirm_reminder'),
    kind: 'confirm_reminder',
    turn: null,
    at: now,
    summary: 'confirm, move or cancel the appointment of which we reminded',
    data: due.data,
    choices: [
      button(speaker, 'button.confirm', { answer: 'yes' }),
      button(speaker, 'button.move', { task: 'move' }),
      button(speaker, 'button.cancel', { task: 'cancel' }),
    ],
  }
}

function followUpReply(
  due: Due,
  text: string,
  language: LanguageCode,
  pending: PendingAction | null,
  state: KeptReply['reasoning']['stateBefore'],
  now: string,
): KeptReply {
  return {
    turn: null,
    number: null,
    occurrence: due.occurrence,
    kind: 'followup',
    contactText: '',
    reply: { id: replyIdOf(due.occurrence), text, language, choices: [...(pending?.choices ?? [])], sidecar: [] },
    previousReply: null,
    slots: {},
    frustration: 0,
    urgency: 'low',
    mood: 0.5,
    stage: null,
    reasoning: {
      intent: due.reason,
      confidence: 1,
      situation: due.reason,
      principle: 'follow_up',
      stateBefore: state,
      stateAfter: state,
      reconcile: 'none',
      cache: 'off',
      provider: 'rules',
      level: 'rules',
      tools: [],
      checks: [],
    },
    timings: { firstTokenMs: null, totalMs: 0, steps: {} },
    adviceMode: 'off',
    followUp: null,
    receivedAt: due.dueAt,
    completedAt: now,
  }
}
