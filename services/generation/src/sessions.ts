import { Bus } from '@repartee/bus'
import { SESSIONS, sessionValue } from '@repartee/contracts'
import type { Redis } from '@repartee/service'
import { SessionCopies, SessionStore } from '@repartee/session'
import type { Logger } from '@repartee/telemetry'

/** The sessions as generation writes them: commit, close. */
export class Sessions extends SessionStore {
  constructor(bus: Bus, redis: Redis, log: Logger) {
    super(bus.kv(SESSIONS, sessionValue), {
      copies: new SessionCopies(redis, (error) =>
        log.debug({ code: error.name }, 'a copy of a session was not kept in Redis'),
      ),
    })
  }
}
