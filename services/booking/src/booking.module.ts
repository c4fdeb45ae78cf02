import { Inject, Module } from '@nestjs/common'
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Relay } from '@repartee/outbox'
import { CONFIG, Database, LOGGER, provide } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { BookingController } from './booking.controller.ts'
import { CalendarLinks } from './calendarLinks.ts'
import { type BookingConfig, namedSecret } from './config.ts'
import { Desks } from './desk.ts'
import { OutsideCalendars } from './outside/outsideCalendars.ts'

/** Answers questions about the calendar, relays the events of what changed, and keeps calendars elsewhere in step. */
@Module({
  controllers: [BookingController],
  providers: [
    provide(CalendarLinks, [CONFIG]),
    provide(Desks, [Database, CalendarLinks]),
    {
      provide: OutsideCalendars,
      useFactory: (database: Database, log: Logger, config: BookingConfig) =>
        new OutsideCalendars({
          database,
          log,
          secretOf: namedSecret,
          googleUrl: config.GOOGLE_CALENDAR_URL,
          readEveryMs: config.OUTSIDE_READ_MS,
        }),
      inject: [Database, LOGGER, CONFIG],
    },
    {
      provide: Relay,
      useFactory: (database: Database, bus: Bus, log: Logger) => new Relay({ source: 'booking', database, bus, log }),
      inject: [Database, Bus, LOGGER],
    },
  ],
})
export class BookingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Relay) private readonly relay: Relay,
    @Inject(OutsideCalendars) private readonly outside: OutsideCalendars,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.start()
    this.outside.start()
  }

  /** What is written after that leaves with the next start, or by another replica. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.outside.stop()
    await this.relay.stop()
  }
}
