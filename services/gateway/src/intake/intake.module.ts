import { Inject, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Relay, Spool } from '@repartee/outbox'
import { Database, Draining, LOGGER } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { Intake } from './intake.ts'
import { LongTexts } from './long-texts.ts'

/** Watches and empties the spool from start to shutdown. */
@Injectable()
class SpoolKeeper implements OnApplicationBootstrap {
  private readonly relay: Relay

  constructor(
    private readonly spool: Spool,
    database: Database,
    bus: Bus,
    draining: Draining,
    @Inject(LOGGER) log: Logger,
  ) {
    this.relay = new Relay({ source: 'spool', database, bus, log })
    draining.onDrain('spool', async () => {
      await Promise.all([this.relay.stop(), this.spool.stop()])
    })
  }

  onApplicationBootstrap(): void {
    this.spool.start()
    this.relay.start()
  }
}

/** The way in for everything that a provider or a client delivers. */
@Module({
  providers: [
    {
      provide: Spool,
      inject: [Database, LOGGER],
      useFactory: (database: Database, log: Logger) => new Spool({ database, log }),
    },
    Intake,
    LongTexts,
    SpoolKeeper,
  ],
  exports: [Intake, LongTexts],
})
export class IntakeModule {}
