import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { SESSIONS, sessionValue } from '@repartee/contracts'
import { LOGGER, Redis } from '@repartee/service'
import { SessionCopies, SessionStore } from '@repartee/session'
import type { Logger } from '@repartee/telemetry'
import { ArchiveModule } from '../archive/archive.module.ts'
import { ColdSessions } from '../archive/cold-sessions.ts'

/** The sessions, as this service reads and writes them. */
@Module({
  imports: [ArchiveModule],
  providers: [
    {
      provide: SessionCopies,
      inject: [Redis, LOGGER],
      useFactory: (redis: Redis, log: Logger) =>
        new SessionCopies(redis, (error) => log.debug({ err: error }, 'a session is not copied, since Redis is away')),
    },
    {
      provide: SessionStore,
      inject: [Bus, SessionCopies, ColdSessions],
      useFactory: (bus: Bus, copies: SessionCopies, archived: ColdSessions) =>
        new SessionStore(bus.kv(SESSIONS, sessionValue), {
          copies,
          cold: (tenant, session) => archived.bring(tenant, session),
        }),
    },
  ],
  exports: [SessionCopies, SessionStore],
})
export class SessionsModule {}
