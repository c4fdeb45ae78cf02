import { adviceGiven, outgoing, type Outgoing, type ReplyCompleted } from '@repartee/contracts'
import type { Packs } from '@repartee/packs'
import { count, observe, spanNames, withSpan } from '@repartee/telemetry'
import type { CoachConfig } from './config.ts'
import { advise, wantsAdvice } from './core/advise.ts'

/** Advises the human who watches, after the reply has left the turn. */
export class Coach {
  constructor(
    private readonly packs: Packs,
    private readonly config: CoachConfig,
  ) {}

  /** The advice on a reply; nothing where nobody is to be advised. */
  async advise(completed: ReplyCompleted): Promise<Outgoing[]> {
    if (!this.config.ENABLE_COACH_FALLBACK || !wantsAdvice(completed)) return []
    return withSpan(spanNames.advise, {}, () => {
      const advice = advise(completed, this.packs.of(completed.settings), new Date().toISOString())
      if (advice === null) return []
      observe('salesboost_async_coach_latency_seconds', advice.tookMs / 1000)
      if (this.config.TRACK_ADVICE_SOURCE) {
        count('salesboost_coach_advice_source_total', { source: advice.source })
        count('salesboost_coach_fallback_by_intent_total', { intent: advice.intent ?? 'none' })
      }
      return [outgoing(adviceGiven, advice)]
    })
  }
}
