import { Inject, Module } from '@nestjs/common'
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Relay } from '@repartee/outbox'
import { Database, LOGGER, provide } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { BookingController } from './booking.controller.ts'
import { Desks } from './desk.ts'

/** Answers questions about the calendar, and relays the events of what changed. */
@Module({
  controllers: [BookingController],
  providers: [
    provide(Desks, [Database]),
    {
      provide: Relay,
      useFactory: (database: Database, bus: Bus, log: Logger) => new Relay({ source: 'booking', database, bus, log }),
      inject: [Database, Bus, LOGGER],
    },
  ],
})
export class BookingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  onApplicationBootstrap(): void {
    this.relay.start()
  }

  /** What is written after that leaves with the next start, or by another replica. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop()
  }
}
