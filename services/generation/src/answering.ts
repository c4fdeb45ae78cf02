import {
  outgoing,
  replyCompleted,
  sessionEscalated,
  type Outgoing,
  type KeptReply,
  type ReplyCompleted,
  type TurnReceived,
  type TurnUnderstood,
} from '@repartee/contracts'
import { Packs, SelectorCache, selectPrinciple } from '@repartee/packs'
import type { AfterTurn } from '@repartee/session'
import { observe } from '@repartee/telemetry'
import { ClosedTurns } from './closed-turns.ts'
import { checkReply } from './core/checks.ts'
import { mergeSlots, type Context } from './core/context.ts'
import { decide } from './core/decide.ts'
import { keptReplyOf, toolUse, type ToolUse } from './core/kept-reply.ts'
import type { Plan, ToolResult } from './core/step.ts'
import { wordsOf } from './core/words.ts'
import { Sessions } from './sessions.ts'
import { Speaking } from './speaking.ts'
import { Tools } from './tools.ts'

/** Tools with an effect that cannot be taken back: the turn is committed before they run. */
const COMMITS = new Set(['booking.confirm', 'booking.move', 'booking.cancel'])

/** Answers a turn that was understood. */
export class Answering {
  private readonly selections = new SelectorCache()

  constructor(
    private readonly packs: Packs,
    private readonly sessions: Sessions,
    private readonly tools: Tools,
    private readonly speaking: Speaking,
    private readonly closedTurns: ClosedTurns,
  ) {}

  /** Decides, asks the calendar what it needs, words the reply, closes the turn. Nothing, when the turn was superseded. */
  async answer(understood: TurnUnderstood, signal: AbortSignal): Promise<Outgoing[]> {
    const turn = understood.turnReceived
    const context = this.contextOf(understood)
    const startedAt = performance.now()
    const worked = await this.work(context, signal)
    if (worked === null) return []
    const { plan, uses, committed } = worked
    const decidedAt = performance.now()
    const { text, checks } = checkReply(context, wordsOf(context, plan))
    const steps = { decide: decidedAt - startedAt, word: performance.now() - decidedAt }
    const now = new Date().toISOString()
    const reply = keptReplyOf({ context, understood, plan, text, checks, tools: uses, steps, now })

    const isHumans = turn.snapshot.lease.holder === 'human'
    const input = { turn: turn.turn, reply: isHumans ? null : reply, after: afterTurn(context, plan), now }
    let closed = await this.sessions.close(committed ?? turn.snapshot, input)
    if (closed.do === 'drop' && closed.why === 'human_holds_lease') {
      // Somebody took over meanwhile: what was understood is kept, nothing is said.
      closed = await this.sessions.close(committed ?? turn.snapshot, { ...input, reply: null })
    }
    // Dropped: another turn has taken its place.
    this.closedTurns.add(turn.turn)
    if (closed.do === 'drop' || closed.reply === null) return []
    return this.completed(turn, closed.reply, plan, closed.do === 'close')
  }

  private contextOf({ turnReceived: turn, captured, detection }: TurnUnderstood): Context {
    const pack = this.packs.of(turn.snapshot.settings)
    const slots = mergeSlots(turn.snapshot.slots, captured)
    const { principle } = selectPrinciple(
      pack,
      {
        situation: detection.situation,
        slots: Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value])),
        principles: turn.snapshot.principles,
        resistance: turn.snapshot.resistance,
      },
      this.selections,
    )
    return { pack, turn, captured, detection, slots, principle, now: new Date().toISOString() }
  }

  /** Decides step by step. Null when the turn was superseded before something was done that cannot be taken back. */
  private async work(context: Context, signal: AbortSignal) {
    const { turn, pack, detection } = context
    const results: ToolResult[] = []
    const uses: ToolUse[] = []
    let committed: TurnReceived['snapshot'] | null = null
    for (;;) {
      const step = decide(context, results)
      if (step.do === 'say') return { plan: step.plan, uses, committed }
      if (results.length >= pack.limits.toolSteps) {
        throw new Error(`a turn asked for more than ${pack.limits.toolSteps} tools, the last was ${step.tool}`)
      }
      if (COMMITS.has(step.tool) && committed === null) {
        committed = await this.sessions.commit(turn.snapshot, turn.turn)
        if (committed === null) return null
      }
      const startedAt = performance.now()
      const result = await this.tools.ask(step, turn, detection.language.code, signal)
      results.push(result)
      uses.push(toolUse(result, performance.now() - startedAt))
    }
  }

  private completed(turn: TurnReceived, reply: KeptReply, plan: Plan, isFirst: boolean): Outgoing[] {
    const { tenant, session, address, contact, snapshot } = turn
    const completed: ReplyCompleted = {
      ...reply,
      tenant,
      session,
      address,
      contact,
      settings: snapshot.settings,
      usage: [],
    }
    if (isFirst) {
      this.speaking.say(completed)
      observe('repartee_turn_seconds', reply.timings.totalMs / 1000, { channel: address.channel })
      // Where no model streams, the first text is the whole reply.
      observe('salesboost_ttft_seconds', (reply.timings.firstTokenMs ?? reply.timings.totalMs) / 1000)
    }
    const events: Outgoing[] = [outgoing(replyCompleted, completed)]
    if (plan.escalate !== null) {
      events.push(
        outgoing(sessionEscalated, {
          tenant,
          session,
          turn: turn.turn,
          reason: plan.escalate,
          urgency: plan.escalate === 'red_flag' ? 'urgent' : reply.urgency,
          summary: snapshot.pending?.summary ?? `${reply.reasoning.situation} (${reply.reasoning.intent})`,
          slots: reply.slots,
          lastMessages: snapshot.history.slice(-10),
          at: reply.completedAt,
        }),
      )
    }
    return events
  }
}

function afterTurn({ turn, detection, principle }: Context, plan: Plan): AfterTurn {
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
  }
}
