import {
  factRemembered,
  decisionRecorded,
  outgoing,
  replyCompleted,
  sessionEscalated,
  turnLeftToHuman,
  type Decision,
  type KeptReply,
  type Outgoing,
  type ReplyCompleted,
  type TurnReceived,
  type TurnUnderstood,
} from '@repartee/contracts'
import { isOn, type Flags } from '@repartee/llm'
import { contactKeyOf, type AfterTurn } from '@repartee/session'
import { count, observe } from '@repartee/telemetry'
import { checkReply } from '../core/checks.ts'
import type { Context } from '../core/context.ts'
import { keptReplyOf } from '../core/kept-reply.ts'
import type { Plan } from '../core/step.ts'
import type { ClosedTurns } from '../closed-turns.ts'
import type { Sessions } from '../sessions.ts'
import type { Speech } from '../speech.ts'
import type { Answer, Remembered } from './answer.ts'
import type { OpenTurn } from './open-turn.ts'

/** Closes turns with their replies, and tells of them. */
export class Closing {
  constructor(
    private readonly sessions: Sessions,
    private readonly closedTurns: ClosedTurns,
    private readonly flags: Flags,
  ) {}

  /**
   * Looks at the session before a model is asked: a turn that was closed gives its stored reply again, one that was
   * superseded nothing. Null when it is still to be answered.
   */
  async before({ turn }: OpenTurn, understood: TurnUnderstood): Promise<Outgoing[] | null> {
    const session = await this.sessions.get(turn.tenant, turn.session)
    const kept = session?.replies.find((reply) => reply.turn === turn.turn)
    if (kept) return [outgoing(replyCompleted, completed(understood.turnReceived, kept, []))]
    if (session?.current?.turn === turn.turn) return null
    this.closedTurns.add(turn.turn)
    return []
  }

  /** Checks the words, closes the turn, and gives the events that tell of it; none when somebody else has it now. */
  async close(open: OpenTurn, understood: TurnUnderstood, speech: Speech, answer: Answer): Promise<Outgoing[]> {
    const { context, turn } = open
    const { plan } = answer
    const checked = checkReply(context, answer.text, plan.state)
    const now = new Date().toISOString()
    const reply = keptReplyOf({
      context,
      understood,
      plan,
      text: checked.text,
      checks: [...answer.checks, ...checked.checks],
      tools: answer.tools,
      by: answer.by,
      cache: answer.cache ?? 'off',
      firstTokenMs: firstTokenOf(open, answer, now),
      adviceMode: isOn(this.flags, turn.tenant, 'async_coach') ? 'async' : 'sync',
      steps: { answer: performance.now() - open.startedAt, waited: open.waitedMs },
      now,
    })
    const isHumans = turn.snapshot.lease.holder === 'human'
    const input = { turn: turn.turn, reply: isHumans ? null : reply, after: afterTurn(context, answer), now }
    let closed = await this.sessions.close(open.snapshot, input)
    if (closed.do === 'drop' && closed.why === 'human_holds_lease') {
      // Somebody took over meanwhile: what was understood is kept, nothing is said.
      closed = await this.sessions.close(open.snapshot, { ...input, reply: null })
    }
    // Dropped: another turn has taken its place.
    this.closedTurns.add(turn.turn)
    count('repartee_turns_total', { channel: turn.address.channel, outcome: outcomeOf(closed, answer) })
    if (closed.do === 'drop') return []
    if (closed.reply === null) return [leftToHuman(context, reply)]
    if (closed.do === 'close') {
      speech.finish(closed.reply.reply.text)
      measure(open, closed.reply)
    }
    const events: Outgoing[] = [outgoing(replyCompleted, completed(turn, closed.reply, usageOf(context, answer)))]
    if (plan.decision !== null) events.push(decided(turn, plan.decision))
    events.push(...(answer.remembered ?? []).map((fact) => remembered(turn, fact, closed.reply?.completedAt ?? now)))
    return plan.escalate === null ? events : [...events, escalated(turn, closed.reply, plan, plan.escalate)]
  }
}

/** Later conversations know it, over all sessions of the contact. */
function remembered(turn: TurnReceived, { key, value, quote }: Remembered, at: string): Outgoing {
  const { tenant, session, address, contact } = turn
  const about = contactKeyOf(address, contact)
  return outgoing(factRemembered, { tenant, session, turn: turn.turn, contact: about, fact: { key, value, at }, quote })
}

/** What the turn used: what found the facts and what is going on, and what answered. */
const usageOf = ({ captured, detection }: Context, { usage }: Answer): Answer['usage'] => [
  ...(captured.usage ?? []),
  ...(detection.usage ?? []),
  ...usage,
]

function completed(turn: TurnReceived, reply: KeptReply, usage: Answer['usage']): ReplyCompleted {
  const { tenant, session, address, contact, snapshot } = turn
  return { ...reply, tenant, session, address, contact, settings: snapshot.settings, usage: [...usage] }
}

const MOST_HISTORY = 10

/** The human who holds the session answers; the coach may tell them what we would have said. */
function leftToHuman({ turn, detection, principle }: Context, reply: KeptReply): Outgoing {
  const { tenant, session, number, address, text, snapshot } = turn
  return outgoing(turnLeftToHuman, {
    tenant,
    session,
    turn: turn.turn,
    number,
    settings: snapshot.settings,
    address,
    language: reply.reply.language,
    intent: detection.intent.name,
    situation: detection.situation,
    principle,
    slots: reply.slots,
    frustration: detection.frustration,
    text,
    suggestion: reply.reply.text,
    history: snapshot.history.slice(-MOST_HISTORY),
    at: reply.completedAt,
  })
}

/** A turn that closes again tells of the same decision, by the same id. */
function decided({ tenant, session, turn }: TurnReceived, decision: Decision): Outgoing {
  return outgoing(decisionRecorded, { tenant, session, turn, decision })
}

function escalated(turn: TurnReceived, reply: KeptReply, plan: Plan, reason: NonNullable<Plan['escalate']>): Outgoing {
  const { tenant, session, snapshot } = turn
  return outgoing(sessionEscalated, {
    tenant,
    session,
    turn: turn.turn,
    reason,
    urgency: plan.escalate === 'red_flag' ? 'urgent' : reply.urgency,
    summary: snapshot.pending?.summary ?? `${reply.reasoning.situation} (${reply.reasoning.intent})`,
    slots: reply.slots,
    lastMessages: snapshot.history.slice(-10),
    at: reply.completedAt,
  })
}

function outcomeOf(closed: { do: string; reply?: KeptReply | null }, { by }: Answer): string {
  if (closed.do === 'drop') return 'superseded'
  if (closed.do === 'repeat') return 'repeated'
  return closed.reply === null ? 'left_to_human' : by.provider === 'rules' ? 'rules' : 'model'
}

function measure({ turn, waitedMs }: OpenTurn, reply: KeptReply): void {
  const { channel } = turn.address
  const { totalMs, firstTokenMs } = reply.timings
  observe('repartee_turn_seconds', totalMs / 1000, { channel })
  observe('repartee_turn_overhead_seconds', Math.max(0, totalMs - waitedMs) / 1000, { channel })
  observe('repartee_turn_step_seconds', (reply.timings.steps['answer'] ?? 0) / 1000, { step: 'generate' })
  observe('salesboost_ttft_seconds', (firstTokenMs ?? totalMs) / 1000)
}

/** From the receipt of the message to the first text; null where the first text is the whole reply. */
function firstTokenOf({ turn, startedAt }: OpenTurn, { firstTokenMs }: Answer, now: string): number | null {
  if (firstTokenMs === null) return null
  const beganMs = Date.parse(now) - (performance.now() - startedAt) - Date.parse(turn.receivedAt)
  return Math.max(0, beganMs + firstTokenMs)
}

function afterTurn({ turn, detection, principle }: Context, { plan, arms }: Answer): AfterTurn {
  const resisted = detection.acts.includes('negate') || detection.situation.includes('objection')
  return {
    language: detection.language.code,
    slots: plan.slots,
    state: plan.state,
    task: plan.task,
    pending: plan.pending,
    frustration: detection.frustration,
    principle,
    resistance: resisted ? turn.snapshot.resistance + 1 : 0,
    ...(arms ? { arms } : {}),
  }
}
