import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { SESSIONS, sessionValue } from '@repartee/contracts'
import { LOGGER, Redis } from '@repartee/service'
import { SessionCopies, SessionStore } from '@repartee/session'
import type { Logger } from '@repartee/telemetry'

/** The sessions, as this service reads and writes them. */
@Module({
  providers: [
    {
      provide: SessionCopies,
      inject: [Redis, LOGGER],
      useFactory: (redis: Redis, log: Logger) =>
        new SessionCopies(redis, (error) => log.debug({ err: error }, 'a session is not copied, since Redis is away')),
    },
    {
      provide: SessionStore,
      inject: [Bus, SessionCopies],
      useFactory: (bus: Bus, copies: SessionCopies) => new SessionStore(bus.kv(SESSIONS, sessionValue), { copies }),
    },
  ],
  exports: [SessionCopies, SessionStore],
})
export class SessionsModule {}
