import type { adviceGiven, KeptReply, Payload, TurnResultFrame } from '@repartee/contracts'

/** A turn's reply as clients know it, with the advice that it waited for; null for a follow-up. Its cursor is that of no event: 0. */
export function turnResultOf(
  session: string,
  kept: KeptReply,
  advice: Pick<Payload<typeof adviceGiven>, 'text' | 'source'> | null = null,
): TurnResultFrame | null {
  const { number, reply, mood, stage } = kept
  if (number === null) return null
  return {
    type: 'turn_result',
    session,
    cursor: 0,
    turn: number,
    npc_response: reply.text,
    npc_mood: mood,
    stage,
    ttfs_ms: firstTextMs(kept),
    coach_advice: advice?.text ?? null,
    ...(advice ? { advice_source: advice.source } : {}),
    choices: reply.choices,
    language: reply.language,
  }
}

/** From receipt to the first text; where none was streamed, to the whole reply. */
function firstTextMs({ timings, receivedAt, completedAt }: KeptReply): number {
  return timings.firstTokenMs ?? Math.max(0, Date.parse(completedAt) - Date.parse(receivedAt))
}
