import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Relay, Spool } from '@repartee/outbox'
import { CONFIG, Database, Draining, HealthChecks, LOGGER, provide } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { Intake } from './intake.ts'
import { LongTexts } from './long-texts.ts'

/** The way in for everything that a provider or a client delivers; watches and empties the spool. */
@Module({
  providers: [
    {
      provide: Spool,
      inject: [Database, LOGGER],
      useFactory: (database: Database, log: Logger) => new Spool({ database, log }),
    },
    {
      provide: Relay,
      inject: [Database, Bus, LOGGER],
      useFactory: (database: Database, bus: Bus, log: Logger) => new Relay({ source: 'spool', database, bus, log }),
    },
    provide(LongTexts, [Database]),
    provide(Intake, [Bus, Spool, LongTexts, CONFIG, LOGGER]),
  ],
  exports: [Intake, LongTexts],
})
export class IntakeModule implements OnApplicationBootstrap {
  constructor(
    @Inject(Spool) private readonly spool: Spool,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(Draining) draining: Draining,
    @Inject(HealthChecks) health: HealthChecks,
  ) {
    health.addFact('spool', () => (spool.isOpen ? 'holds messages' : 'empty'))
    draining.onDrain('spool', async () => {
      await Promise.all([relay.stop(), spool.stop()])
    })
  }

  onApplicationBootstrap(): void {
    this.spool.start()
    this.relay.start()
  }
}
