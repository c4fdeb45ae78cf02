import { adviceGiven, outgoing, type Outgoing, type ReplyCompleted, type TurnLeftToHuman } from '@repartee/contracts'
import { numberOf, type Flags } from '@repartee/llm'
import type { Pack, Packs } from '@repartee/packs'
import { count, observe, spanNames, withSpan } from '@repartee/telemetry'
import type { CoachConfig } from './config.ts'
import { givenOf, packAdvice, type Advised } from './core/advise.ts'
import { caseOfHuman, caseOfReply, wantsAdvice, type Case } from './core/case.ts'
import { isInShare } from './core/share.ts'
import type { Helpfulness } from './helpfulness.ts'
import type { ModelCoach } from './model-coach.ts'

/** Advises the human who watches or has taken over, and the trainee: a model, else the pack's word for the intent, else its general one. */
export class Coach {
  constructor(
    private readonly packs: Packs,
    private readonly models: ModelCoach,
    private readonly helpfulness: Helpfulness,
    private readonly flags: Flags,
    private readonly config: CoachConfig,
  ) {}

  /** The advice on a reply that has left; nothing where nobody is to be advised. */
  async afterReply(completed: ReplyCompleted): Promise<Outgoing[]> {
    if (!wantsAdvice(completed)) return []
    const pack = this.packs.of(completed.settings)
    return this.give(caseOfReply(completed, pack), pack)
  }

  /** What a human who holds the session could say now. */
  beforeHuman(left: TurnLeftToHuman): Promise<Outgoing[]> {
    return this.give(caseOfHuman(left), this.packs.of(left.settings))
  }

  private async give(of: Case | null, pack: Pack): Promise<Outgoing[]> {
    if (of === null) return []
    return withSpan(spanNames.advise, {}, async () => {
      const advised = await this.advised(of, pack)
      if (advised === null) return []
      const given = givenOf(of, pack, advised, new Date().toISOString())
      observe('salesboost_async_coach_latency_seconds', given.tookMs / 1000)
      if (this.config.TRACK_ADVICE_SOURCE) {
        count('salesboost_coach_advice_source_total', { source: given.source })
        if (given.source !== 'ai')
          count('salesboost_coach_fallback_by_intent_total', { intent: given.intent ?? 'none' })
      }
      return [outgoing(adviceGiven, given)]
    })
  }

  private async advised(of: Case, pack: Pack): Promise<Advised | null> {
    const percent = numberOf(this.flags, of.tenant, 'coach_share', 100)
    const isAsked = this.models.isThere && isInShare(`${of.tenant}:${of.address.contact}`, percent)
    const ofModel = isAsked ? await this.models.advise(of, pack) : null
    if (ofModel !== null || !this.config.ENABLE_COACH_FALLBACK) return ofModel
    return packAdvice(of, pack, (tips) => this.helpfulness.order(of, tips))
  }
}
