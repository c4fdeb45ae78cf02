import type {
  Address,
  HistoryEntry,
  LanguageCode,
  ReplyCompleted,
  TenantSettings,
  TurnLeftToHuman,
} from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { replyIdOf } from '@repartee/session'

/** What the coach looks at: a turn that was answered, or one that a human of the business is to answer now. */
export interface Case {
  readonly tenant: string
  readonly session: string
  readonly turn: string
  readonly number: number
  readonly settings: TenantSettings
  readonly address: Address
  readonly audience: 'agent' | 'trainee'
  readonly language: LanguageCode
  readonly intent: string | null
  readonly situation: string
  readonly principle: string | null
  readonly slots: Readonly<Record<string, string>>
  readonly frustration: number
  readonly said: string
  /** Our words; null where the human has still to find theirs. */
  readonly reply: string | null
  /** What the AI would have said where the human has still to find words. */
  readonly suggestion: string | null
  readonly replyId: string
  readonly history: readonly HistoryEntry[]
  /** The practice partner's, elsewhere 0.5 and null. */
  readonly mood: number
  readonly stage: string | null
  /** From here the time is taken. */
  readonly since: string
}

/** Is there somebody to advise on this reply? A follow-up and a confirmed opt-out need no advice. */
export function wantsAdvice({ kind, adviceMode, consent }: ReplyCompleted): boolean {
  return kind !== 'followup' && adviceMode !== 'off' && consent === undefined
}

/** A reply that has left; null where it belongs to no turn. */
export function caseOfReply(completed: ReplyCompleted, pack: Pack): Case | null {
  const { tenant, session, turn, number, settings, address, reply, reasoning } = completed
  if (turn === null || number === null) return null
  return {
    tenant,
    session,
    turn,
    number,
    settings,
    address,
    audience: completed.stage === null ? pack.coach.audience : 'trainee',
    language: reply.language,
    intent: reasoning.intent,
    situation: reasoning.situation,
    principle: reasoning.principle,
    slots: completed.slots,
    frustration: completed.frustration,
    said: completed.contactText,
    reply: reply.text,
    suggestion: null,
    replyId: reply.id,
    history: [],
    mood: completed.mood,
    stage: completed.stage,
    since: completed.completedAt,
  }
}

/** A turn that a human of the business has to answer. */
export function caseOfHuman(left: TurnLeftToHuman): Case {
  const { tenant, session, turn, number, settings, address, language, intent, situation, principle, slots } = left
  return {
    tenant,
    session,
    turn,
    number,
    settings,
    address,
    audience: 'agent',
    language,
    intent,
    situation,
    principle,
    slots,
    frustration: left.frustration,
    said: left.text,
    reply: null,
    suggestion: left.suggestion,
    replyId: replyIdOf(turn),
    history: left.history,
    mood: 0.5,
    stage: null,
    since: left.at,
  }
}
