import { Bus } from '@repartee/bus'
import { levelChanged, outgoing } from '@repartee/contracts'
import { createModels, type Flags, type LevelChange, type ModelConfig, type Models } from '@repartee/llm'
import type { HealthChecks } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'

/** The models of this process: says at start who does what, shows it in /health, tells each change of a tenant's level. */
export class ModelLayer {
  readonly models: Models

  constructor(
    private readonly bus: Bus,
    config: ModelConfig,
    flags: Flags,
    health: HealthChecks,
    private readonly log: Logger,
  ) {
    this.models = createModels(config, { flags, log, onLevelChange: (change) => void this.tell(change) })
    health.addFact('models', () => this.models.describe())
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const sentence of this.models.sentences()) this.log.info(sentence)
    if (this.models.generate !== null) await this.models.warmUp()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close()
  }

  private async tell({ tenant, from, to, reason }: LevelChange): Promise<void> {
    const at = new Date().toISOString()
    this.log.warn({ tenant, from, to, reason }, 'the level of a tenant changed')
    try {
      await this.bus.publish(outgoing(levelChanged, { tenant, session: null, at, from, to, reason }))
    } catch (error) {
      this.log.error({ err: error, tenant }, 'the change of a level was not told')
    }
  }
}
