import { Inject, Module } from '@nestjs/common'
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Relay } from '@repartee/outbox'
import { CONFIG, Database, LOGGER, provide } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { BookingsController } from './bookings.controller.ts'
import { Clock } from './clock.ts'
import type { FollowUpConfig } from './config.ts'
import { ConversationController } from './conversation.controller.ts'
import { FollowUps } from './followUps.ts'
import { Policies } from './policies.ts'
import { QuestionsController } from './questions.controller.ts'
import { ReceiptsController } from './receipts.controller.ts'

/** Decides which messages are sent later, wakes up when they are due, and relays what it has to tell. */
@Module({
  controllers: [ConversationController, BookingsController, ReceiptsController, QuestionsController],
  providers: [
    { provide: Policies, useFactory: (config: FollowUpConfig) => new Policies(config.PACKS_DIR), inject: [CONFIG] },
    provide(FollowUps, [Database, Policies]),
    {
      provide: Clock,
      useFactory: (database: Database, log: Logger) => new Clock({ database, log }),
      inject: [Database, LOGGER],
    },
    {
      provide: Relay,
      useFactory: (database: Database, bus: Bus, log: Logger) => new Relay({ source: 'followup', database, bus, log }),
      inject: [Database, Bus, LOGGER],
    },
  ],
})
export class FollowUpModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Relay) private readonly relay: Relay,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.start()
    this.relay.start()
  }

  /** What is written after that leaves with the next start, or by another replica. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.clock.stop()
    await this.relay.stop()
  }
}
