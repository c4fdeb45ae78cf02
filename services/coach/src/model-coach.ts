import { collectJson, createModels, ModelError, type Flags, type ModelConfig, type Models } from '@repartee/llm'
import type { Pack } from '@repartee/packs'
import type { HealthChecks } from '@repartee/service'
import { count, type Logger } from '@repartee/telemetry'
import type { CoachConfig } from './config.ts'
import type { Advised } from './core/advise.ts'
import type { Case } from './core/case.ts'
import { faultOf, shortened } from './core/fitting.ts'
import { Patience } from './core/patience.ts'
import { requestOf } from './prompt.ts'

/** Advice of a model. Whatever goes wrong is logged once and counted; nobody else notices. */
export class ModelCoach {
  private readonly models: Models
  private readonly patience: Patience

  constructor(
    config: CoachConfig & ModelConfig,
    flags: Flags,
    health: HealthChecks,
    private readonly log: Logger,
  ) {
    this.models = createModels(config, { flags, log })
    this.patience = new Patience({ leastMs: config.COACH_DEADLINE_MIN_MS, mostMs: config.COACH_DEADLINE_MAX_MS })
    health.addFact('models', () => this.models.describe())
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close()
  }

  get isThere(): boolean {
    return this.models.coach !== null
  }

  /** How long an advice may take now, in milliseconds. */
  get deadlineMs(): number {
    return this.patience.deadlineMs
  }

  /** An advice that fits, or null. */
  async advise(of: Case, pack: Pack): Promise<Advised | null> {
    const model = this.models.coach
    if (model === null) return null
    const waitMs = this.patience.deadlineMs
    const startedAt = performance.now()
    try {
      const request = requestOf(of, pack, Date.now() + waitMs)
      const { value } = await collectJson(model, request, { signal: AbortSignal.timeout(waitMs) })
      const fault = faultOf(value, of.language)
      if (fault !== null) return this.failed(of, fault)
      return { ...shortened(value), source: 'ai' }
    } catch (error) {
      return this.failed(of, error instanceof ModelError ? error.kind : 'error', error)
    } finally {
      this.patience.observe(performance.now() - startedAt)
    }
  }

  private failed({ tenant, session, turn }: Case, kind: string, error?: unknown): null {
    count('repartee_coach_failures_total', { kind })
    this.log.warn(
      { tenant, session, turn, kind, ...(error === undefined ? {} : { err: error }) },
      'no advice of a model',
    )
    return null
  }
}
