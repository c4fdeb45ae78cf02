import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, Database, LOGGER, Redis } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { PacksModule } from '../packs/packs.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Consent } from './consent.ts'
import { Inbox } from './inbox.ts'
import { OpenerController } from './opener.controller.ts'
import { Opener } from './opener.ts'

/** From messages to turns. */
@Module({
  imports: [PacksModule, SessionsModule],
  controllers: [OpenerController],
  providers: [
    { provide: Consent, inject: [SessionStore], useFactory: (sessions: SessionStore) => new Consent(sessions) },
    {
      provide: Inbox,
      inject: [Database, Redis, LOGGER],
      useFactory: (...parts: ConstructorParameters<typeof Inbox>) => new Inbox(...parts),
    },
    {
      provide: Opener,
      inject: [Inbox, SessionStore, Consent, Packs, Bus, CONFIG],
      useFactory: (...parts: ConstructorParameters<typeof Opener>) => new Opener(...parts),
    },
  ],
  exports: [Inbox],
})
export class OpenerModule {}
