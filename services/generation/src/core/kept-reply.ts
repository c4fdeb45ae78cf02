import type { KeptReply, Reasoning, TurnUnderstood } from '@repartee/contracts'
import { followUpPolicy, followUpsInArm, message, type Pack } from '@repartee/packs'
import { replyIdOf } from '@repartee/session'
import type { Context } from './context.ts'
import type { Plan, ToolResult } from './step.ts'

export interface ToolUse {
  readonly tool: string
  readonly outcome: string
  readonly tookMs: number
  readonly idempotent: boolean
  /** Of a call that was refused: the argument and why. */
  readonly refused?: { readonly field: string; readonly reason: string }
}

/** How a tool's result is recorded. */
export function toolUse({ tool, answer }: ToolResult, tookMs: number): ToolUse {
  const outcome = 'outcome' in answer ? answer.outcome : 'ok'
  return { tool, outcome, tookMs, idempotent: 'idempotent' in answer && answer.idempotent }
}

/** What is known of a turn when its words stand. */
export interface Written {
  readonly context: Context
  readonly understood: TurnUnderstood
  readonly plan: Plan
  readonly text: string
  readonly checks: Reasoning['checks']
  readonly tools: readonly ToolUse[]
  /** Who answered: `rules`, or a provider with its model. */
  readonly by: Pick<Reasoning, 'provider' | 'level' | 'model' | 'tier'>
  readonly cache: Reasoning['cache']
  /** Milliseconds from the receipt of the message; null when no model streamed. */
  readonly firstTokenMs: number | null
  /** Milliseconds by step. */
  readonly steps: Readonly<Record<string, number>>
  /** `async` unless told. */
  readonly adviceMode?: KeptReply['adviceMode']
  readonly now: string
}

/** The reply as it is kept in the session and told in `reply.completed`, with the follow-up that it announces. */
export function keptReplyOf(written: Written): KeptReply {
  const { context, understood, plan, tools, steps, now } = written
  const { turn, detection, pack } = context
  const followUp = announced(pack, written)
  const notice = followUp && message(pack, detection.language.code, followUp.notice.key, followUp.notice.params)
  const totalMs = Date.parse(now) - Date.parse(turn.receivedAt)
  return {
    turn: turn.turn,
    number: turn.number,
    occurrence: null,
    kind: 'answer',
    contactText: turn.text,
    reply: {
      id: replyIdOf(turn.turn),
      text: notice ? `${written.text}\n${notice}` : written.text,
      language: detection.language.code,
      choices: [...plan.choices],
      sidecar: [...plan.sidecar],
    },
    previousReply: null,
    slots: Object.fromEntries(Object.entries(plan.slots).map(([name, { value }]) => [name, value])),
    frustration: detection.frustration,
    urgency: detection.urgency,
    mood: plan.practice?.mood ?? 0.5,
    stage: plan.practice?.stage ?? null,
    reasoning: {
      intent: plan.practice?.intent ?? detection.intent.name,
      confidence: detection.confidence,
      acts: detection.acts,
      situation: detection.situation,
      principle: context.principle,
      stateBefore: turn.snapshot.state,
      stateAfter: plan.state,
      reconcile: understood.reconcile,
      cache: written.cache,
      ...written.by,
      tools: [...tools],
      checks: written.checks,
    },
    timings: { firstTokenMs: written.firstTokenMs ?? totalMs, totalMs, steps: { ...steps } },
    adviceMode: written.adviceMode ?? 'async',
    ...(turn.consent ? { consent: turn.consent } : {}),
    followUp: followUp && { reason: followUp.reason, dueAt: followUp.dueAt },
    receivedAt: turn.receivedAt,
    completedAt: now,
  }
}

function announced(pack: Pack, { context, plan, now }: Written) {
  return followUpPolicy(followUpsInArm(pack.followUps, context.turn.session), {
    now: new Date(now),
    urgency: context.detection.urgency,
    hasUnansweredQuestion: plan.hasUnansweredQuestion,
    isEscalationOpen: plan.escalate === 'asked_for_human' || plan.escalate === 'frustration',
    optedOut: context.turn.snapshot.optedOut,
  })
}
