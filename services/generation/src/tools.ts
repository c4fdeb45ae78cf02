import { AskError, Bus, RetryLaterError } from '@repartee/bus'
import {
  bookingAvailability,
  bookingCancel,
  bookingConfirm,
  bookingHold,
  bookingList,
  bookingMove,
  journalFind,
  type LanguageCode,
  type TurnReceived,
} from '@repartee/contracts'
import type { Tool } from '@repartee/packs'
import { attributeNames, count, observe, spanNames, withSpan } from '@repartee/telemetry'
import { toolUse } from './core/kept-reply.ts'
import type { Ask, ToolResult, Tools as Questions } from './core/step.ts'

const QUESTIONS: Questions = {
  'booking.availability': bookingAvailability,
  'booking.hold': bookingHold,
  'booking.confirm': bookingConfirm,
  'booking.move': bookingMove,
  'booking.cancel': bookingCancel,
  'booking.list': bookingList,
  'journal.find': journalFind,
}
const ATTEMPTS = 2

/** What a pack says of a tool that concerns asking it. */
export type ToolLimits = Pick<Tool, 'timeoutMs' | 'idempotent'>

/** Carries out what a decision asks: the questions to the booking service. */
export class Tools {
  constructor(private readonly bus: Bus) {}

  /**
   * Asks, and once more when no answer came in time (each question carries its idempotency key; a pack may forbid it). When nobody can
   * answer the result is `unavailable`. Throws RetryLaterError when the turn was stopped.
   */
  async ask(
    ask: Ask,
    turn: TurnReceived,
    language: LanguageCode,
    signal: AbortSignal,
    limits: ToolLimits | null = null,
  ): Promise<ToolResult> {
    const startedAt = performance.now()
    const result = await withSpan(
      spanNames.executeTool(ask.tool),
      { kind: 'client', attributes: { [attributeNames.genAiTool]: ask.tool } },
      () => this.tryTwice(ask, turn, language, signal, limits),
    )
    const { outcome } = toolUse(result, 0)
    observe('repartee_tool_seconds', (performance.now() - startedAt) / 1000, { tool: ask.tool, outcome })
    return result
  }

  private async tryTwice(
    ask: Ask,
    turn: TurnReceived,
    language: LanguageCode,
    signal: AbortSignal,
    limits: ToolLimits | null,
  ): Promise<ToolResult> {
    const { tenant, session, address, contact, snapshot } = turn
    const question = QUESTIONS[ask.tool]
    const request = { ...ask.request, tenant, session, address, contact, language, settings: snapshot.settings }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.bus.ask(question, question.request.parse(request), {
          signal,
          ...(limits ? { timeoutMs: limits.timeoutMs } : {}),
        })
        return { tool: ask.tool, answer } as ToolResult
      } catch (error) {
        if (!(error instanceof AskError)) throw error
        if (error.failure === 'aborted') throw new RetryLaterError('the turn was stopped', { delayMs: 0, cause: error })
        if (error.failure === 'invalid_request' || error.failure === 'invalid_answer') throw error
        if (error.failure !== 'timeout' || attempt === ATTEMPTS || limits?.idempotent === false) {
          return { tool: ask.tool, answer: { outcome: 'unavailable' } } as ToolResult
        }
        count('repartee_tool_retries_total', { tool: ask.tool })
      }
    }
  }
}
