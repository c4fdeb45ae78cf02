import { PermanentError } from '@repartee/bus'
import type { Captured, TenantSettings, TurnReceived } from '@repartee/contracts'
import { prepareReaders } from '@repartee/language'
import type { Pack, Packs } from '@repartee/packs'
import { spanNames, startTimer, withSpan } from '@repartee/telemetry'
import { capture } from './core/capture.ts'
import type { ModelFacts } from './model-facts.ts'

/** Finds the facts of a turn: by rules, and by a model where one can find more. */
export class Capturing {
  constructor(
    private readonly packs: Packs,
    private readonly model: ModelFacts,
  ) {}

  /** What the first message would wait for is loaded before it comes. */
  onApplicationBootstrap(): void {
    prepareReaders()
  }

  async capture(turn: TurnReceived): Promise<Captured> {
    const pack = this.#packOf(turn.snapshot.settings)
    const took = startTimer('repartee_turn_step_seconds')
    try {
      return await withSpan(spanNames.capture, {}, async () => {
        const byRules = capture(turn, pack)
        const { facts, usage } = await this.model.find(turn, pack, byRules)
        const captured = facts === null ? byRules : capture(turn, pack, facts)
        return usage.length === 0 ? captured : { ...captured, usage: [...usage] }
      })
    } finally {
      took({ step: 'capture' })
    }
  }

  /** A pack that is not there will not be there at the next try. */
  #packOf(settings: TenantSettings): Pack {
    try {
      return this.packs.of(settings)
    } catch (cause) {
      throw new PermanentError(cause instanceof Error ? cause.message : 'no pack', { cause })
    }
  }
}
