import type { Usage } from '@repartee/contracts'
import type { Logger } from '@repartee/telemetry'
import { asModel } from './attempt.ts'
import { providerLimits, type Price } from './catalogue.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Flags } from './flags/flags.ts'
import { isOn, numberOf } from './flags/switches.ts'
import { limitsOf, wholeCallMs } from './limits.ts'
import { modelTasks, tiers as tierNames, type Model, type ModelRequest, type ModelTask, type Tier } from './model.ts'
import { Breaker, breaker, type BreakerState } from './policies/breaker.ts'
import { Bulkhead, bulkhead } from './policies/bulkhead.ts'
import { checked } from './policies/checked.ts'
import { continuing } from './policies/continuing.ts'
import { failover } from './policies/failover.ts'
import { Ladder, type Level, type LevelChange } from './policies/ladder.ts'
import { loaded } from './policies/loaded.ts'
import { patience, type PatienceLimits } from './policies/patience.ts'
import { race } from './policies/race.ts'
import { Rate, rate } from './policies/rate.ts'
import { retry } from './policies/retry.ts'
import { share, type Experiment } from './policies/share.ts'
import { switched } from './policies/switched.ts'
import { tiers } from './policies/tiers.ts'
import { wholeCall } from './policies/whole-call.ts'
import { takePool } from './pool.ts'
import { costOfTurn, priceOf } from './prices.ts'
import { providersOf, type Provided } from './provided.ts'
import type { ModelConfig } from './settings.ts'

export interface ModelsDeps {
  readonly flags: Flags
  readonly log?: Pick<Logger, 'info' | 'warn'>
  readonly clock?: Clock
  readonly random?: () => number
  /** How patient one attempt is; tests and benchmarks are less so. */
  readonly limits?: (request: ModelRequest) => PatienceLimits
  readonly onLevelChange?: (change: LevelChange) => void
  /** Called with the usage of every attempt, also of calls whose stream nobody read to its end. */
  readonly onUsage?: (usage: Usage) => void
}

/** A model for each task; null where no provider has a key. */
export type Models = Readonly<Record<ModelTask, Model | null>> & {
  /** The rung to answer the tenant's next turn on; ask once for each turn. `rules` at most when no provider has a key. */
  level(tenant: string): Level
  readonly ladder: Ladder
  /** For /health and the page: who does what, at which price, and how its breaker stands. */
  describe(): ModelsReport
  /** The same in sentences, for the log at start. */
  sentences(): string[]
  /** Loads the SDKs and opens connections. A provider that is away is logged, no more. */
  warmUp(signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface ModelsReport {
  readonly providers: readonly ProviderReport[]
  readonly absent: readonly string[]
  /** What a usual turn costs by the first provider, in US dollars; null when a price is unknown or nobody is asked. */
  readonly costOfTurnUsd: number | null
}

export interface ProviderReport {
  readonly provider: string
  readonly models: Readonly<Record<Tier, { model: string; effort: string; price: Price | null }>>
  readonly breaker: BreakerState
  readonly activeCalls: number
  readonly averageLatencyMs: number | null
  readonly costOfTurnUsd: number | null
}

/** The experiment that sends a share of the sessions to the workflow. */
export const workflowExperiment: Experiment = {
  name: 'workflow',
  shareFlag: 'workflow_percentage',
  killFlag: 'workflow_kill_switch',
}

const WARM_UP_MS = 3000

/** Builds the providers that the settings give, and a line of policies for each task. */
export function createModels(config: ModelConfig, deps: ModelsDeps): Models {
  const clock = deps.clock ?? systemClock
  const pool = takePool()
  const { usual, workflow, absent } = providersOf(config, pool)
  const guards = new Map(
    [...usual, ...(workflow ? [workflow] : [])].map((one) => [one.name, new Guard(one, config, deps, clock)]),
  )
  const ladder = new Ladder({ clock, onChange: deps.onLevelChange })
  const lines = Object.fromEntries(
    modelTasks.map((task) => [task, usual.length > 0 || workflow ? lineOf(task) : null]),
  ) as Record<ModelTask, Model | null>

  /** The policies of a task, from the outside to the inside: read it top down. */
  function lineOf(task: ModelTask): Model {
    const { flags, random = Math.random } = deps
    const again = retry({ clock, times: 2, firstPauseMs: 200, random })
    const answered = tiers({ fast: ofTier('fast'), standard: ofTier('standard'), deep: ofTier('deep') })
    const shared =
      workflow && task === 'generate' ? share(flags, workflowExperiment, withWorkflow(answered), answered) : answered
    return wholeCall({ clock, limitMs: wholeCallMs })(switched(flags, 'retry', again(shared), shared))
  }

  /** One tier: race the first two, then whoever has not failed goes on. */
  function ofTier(tier: Tier): Model | null {
    const { flags } = deps
    const all = usual.map(({ name }) => guards.get(name)!.model(tier))
    const first = all[0]
    if (!first) return null
    const hedged = race(all.slice(0, 2), { clock, hedgeMs: ({ about }) => hedgeMs(flags, about.tenant) })
    const raced = switched(flags, 'race', hedged, first)
    const kept = failover([raced, ...all].map((model) => checked(continuing(model))))
    return switched(flags, 'failover', kept, checked(continuing(raced)))
  }

  /** The workflow, and the usual models when it fails. */
  function withWorkflow(answered: Model): Model {
    return failover([guards.get('workflow')!.model('standard'), answered].map((model) => checked(continuing(model))))
  }

  for (const sentence of absent) deps.log?.info(sentence)

  const describe = (): ModelsReport => ({
    providers: [...guards.values()].map((guard) => guard.report()),
    absent,
    costOfTurnUsd: usual[0] ? costOfTurn(modelNames(usual[0])) : null,
  })

  return {
    ...lines,
    ladder,
    level: (tenant) => {
      const level = ladder.level(tenant)
      return usual.length === 0 && !workflow && level !== 'transfer' ? 'rules' : level
    },
    describe,
    sentences: () => sentencesOf(describe()),
    async warmUp(signal = AbortSignal.timeout(WARM_UP_MS)) {
      const all = [...guards.values()].map(({ provided }) => provided.provider)
      const results = await Promise.allSettled(all.map((provider) => provider.warmUp(signal)))
      results.forEach((result, index) => {
        if (result.status === 'rejected')
          deps.log?.warn(
            { err: result.reason as Error, provider: all[index]!.name },
            'a provider of models can not be reached',
          )
      })
    },
    close: () => pool.close(),
  }
}

function hedgeMs(flags: Flags, tenant: string): number {
  return isOn(flags, tenant, 'hedge') ? numberOf(flags, tenant, 'hedge_ms', 400) : 0
}

function modelNames({ choices }: Provided): Record<Tier, string> {
  return { fast: choices.fast.model, standard: choices.standard.model, deep: choices.deep.model }
}

/** What protects one provider, the same for all tasks and tiers: breaker, places, rate. */
class Guard {
  private readonly breaker: Breaker
  private readonly places: Bulkhead
  private readonly rate: Rate
  private averageMs: number | null = null

  constructor(
    readonly provided: Provided,
    config: ModelConfig,
    private readonly deps: ModelsDeps,
    private readonly clock: Clock,
  ) {
    const { name } = provided
    const usual = providerLimits[name]
    const { LLM_CALLS_AT_ONCE: concurrent = usual.concurrent, LLM_CALLS_PER_SECOND: perSecond = usual.perSecond } =
      config
    const burst = Math.max(usual.burst, 2 * perSecond)
    this.breaker = new Breaker(name, clock)
    this.places = new Bulkhead(name, clock, { concurrent, waitMs: 5000 })
    this.rate = new Rate(name, clock, { perSecond, burst })
  }

  /** The provider's model of a tier, guarded: waits for a place, asks only when breaker and rate allow, and loses patience. */
  model(tier: Tier): Model {
    const { provided, clock } = this
    const attempt = asModel(provided.provider, provided.choices[tier], { onUsage: (usage) => this.note(usage) })
    const patient = patience({ clock, limits: this.deps.limits ?? limitsOf, share: 0.6 })(attempt)
    const guarded = bulkhead(this.places)(rate(this.rate)(breaker(this.breaker)(patient)))
    return loaded(() => provided.provider.load())(guarded)
  }

  report(): ProviderReport {
    const { name, choices } = this.provided
    const models = Object.fromEntries(
      tierNames.map((tier) => [tier, { ...choices[tier], price: priceOf(choices[tier].model) }]),
    ) as ProviderReport['models']
    return {
      provider: name,
      models,
      breaker: this.breaker.state,
      activeCalls: this.places.active,
      averageLatencyMs: this.averageMs === null ? null : Math.round(this.averageMs),
      costOfTurnUsd: costOfTurn(modelNames(this.provided)),
    }
  }

  private note(usage: Usage): void {
    if (usage.outcome === 'won')
      this.averageMs = this.averageMs === null ? usage.tookMs : this.averageMs * 0.9 + usage.tookMs * 0.1
    this.deps.onUsage?.(usage)
  }
}

function sentencesOf({ providers, absent, costOfTurnUsd }: ModelsReport): string[] {
  const said = providers.map(({ provider, models, costOfTurnUsd: cost }) => {
    const byTier = tierNames.map((tier) => `${models[tier].model} (${tier})`).join(', ')
    return `${provider}: ${byTier}; a usual turn costs ${cost === null ? 'an unknown price' : `$${cost.toFixed(4)}`}`
  })
  if (providers.length === 0) return ['No model is asked: rules answer.', ...absent]
  const total = costOfTurnUsd === null ? 'unknown' : `$${costOfTurnUsd.toFixed(4)}`
  return [...said, `What a usual turn costs: ${total}`, ...absent]
}
