import type { Reasoning, Usage } from '@repartee/contracts'
import type { ToolUse } from '../core/kept-reply.ts'
import type { Level } from '../core/route.ts'
import type { Tier } from '../core/tier.ts'
import type { Plan } from '../core/step.ts'

/** A fact with the contact's words that say it. */
export interface Remembered {
  readonly key: string
  readonly value: string
  readonly quote: string
}

/** What came of answering a turn, whoever answered it. */
export interface Answer {
  /** The session after the turn. */
  readonly plan: Plan
  /** The words, before the pack's checks. */
  readonly text: string
  /** A model's own words among them, where it had any. */
  readonly said?: string
  readonly by: {
    readonly provider: string
    readonly model?: string
    readonly tier?: Tier
    readonly level: Level
  }
  readonly tools: readonly ToolUse[]
  /** Lasting facts that the contact told of themselves. */
  readonly remembered?: readonly Remembered[]
  readonly checks: Reasoning['checks']
  readonly usage: readonly Usage[]
  /** Milliseconds from the begin of the work; null when no model streamed. */
  readonly firstTokenMs: number | null
  readonly cache?: Reasoning['cache']
  readonly arms?: Readonly<Record<string, string>>
}
