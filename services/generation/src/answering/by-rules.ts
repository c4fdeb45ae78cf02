import { transferPlan, type Level } from '../core/route.ts'
import { decide, decideMatter } from '../core/decide.ts'
import { toolUse, type ToolUse } from '../core/kept-reply.ts'
import type { Plan, ToolResult } from '../core/step.ts'
import { wordsOf } from '../core/words.ts'
import type { Tools } from '../tools.ts'
import type { Answer } from './answer.ts'
import type { OpenTurn } from './open-turn.ts'

/** Tools with an effect that cannot be taken back: the turn is committed before they run. */
const COMMITS = new Set(['booking.confirm', 'booking.move', 'booking.cancel'])

/** Answers by the pack's rules: the bottom of the ladder, which needs no model and always has something to say. */
export class ByRules {
  constructor(private readonly tools: Tools) {}

  /**
   * Decides step by step, asks the calendar, words the result. `goesOn` when something was said before: then nobody
   * is greeted again. Throws Superseded when the turn may have no effect any more.
   */
  async answer(open: OpenTurn, level: Level, { goesOn = false } = {}): Promise<Answer> {
    const { context, turn } = open
    const results: ToolResult[] = []
    const tools: ToolUse[] = []
    for (;;) {
      const step = goesOn ? decideMatter(context, results) : decide(context, results)
      if (step.do === 'say') {
        return answerOf(step.plan, wordsOf(context, step.plan), level, tools)
      }
      if (results.length >= context.pack.limits.toolSteps) {
        throw new Error(`a turn asked for more than ${context.pack.limits.toolSteps} tools, the last was ${step.tool}`)
      }
      if (COMMITS.has(step.tool)) await open.commit()
      const startedAt = performance.now()
      const result = await open.waitFor(this.tools.ask(step, turn, context.detection.language.code, open.signal))
      results.push(result)
      tools.push(toolUse(result, performance.now() - startedAt))
    }
  }

  /** The last rung: a person is called, and the contact is told. */
  transfer({ context }: OpenTurn): Answer {
    const plan = transferPlan(context)
    return answerOf(plan, wordsOf(context, plan), 'transfer', [])
  }
}

function answerOf(plan: Plan, text: string, level: Level, tools: readonly ToolUse[]): Answer {
  return { plan, text, by: { provider: 'rules', level }, tools, checks: [], usage: [], firstTokenMs: null }
}
