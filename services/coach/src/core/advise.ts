import type { Payload, ReplyCompleted, adviceGiven } from '@repartee/contracts'
import { fallbackAdvice, formatAdvice, type Pack } from '@repartee/packs'

/** Is there somebody to advise on this reply? A follow-up and a confirmed opt-out need no advice. */
export function wantsAdvice({ kind, adviceMode, consent }: ReplyCompleted): boolean {
  return kind !== 'followup' && adviceMode !== 'off' && consent === undefined
}

/**
 * The pack's advice for the intent of a reply: `fallback` for an intent that it knows, `error_fallback` for one that it
 * does not. Null where the reply has no turn.
 */
export function advise(completed: ReplyCompleted, pack: Pack, now: string): Payload<typeof adviceGiven> | null {
  const { tenant, session, turn, number, reply, reasoning } = completed
  if (turn === null || number === null) return null
  const { advice, tips, source } = fallbackAdvice(pack, reply.language, reasoning.intent)
  return {
    tenant,
    session,
    turn,
    number,
    reply: reply.id,
    audience: pack.coach.audience,
    language: reply.language,
    advice,
    tips,
    text: formatAdvice(pack, reply.language, { advice, tips }),
    source,
    intent: reasoning.intent,
    at: now,
    tookMs: Math.max(0, Date.parse(now) - Date.parse(completed.completedAt)),
  }
}
