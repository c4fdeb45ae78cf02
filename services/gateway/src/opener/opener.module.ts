import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, Database, LOGGER, provide, Redis } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { FeedModule } from '../feed/feed.module.ts'
import { Feed } from '../feed/feed.ts'
import { Memory } from '../memory/memory.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { SendingModule } from '../sending/sending.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Consent } from './consent.ts'
import { Inbox } from './inbox.ts'
import { OpenerController } from './opener.controller.ts'
import { Opener } from './opener.ts'

/** From messages to turns. */
@Module({
  imports: [FeedModule, PacksModule, SendingModule, SessionsModule],
  controllers: [OpenerController],
  providers: [
    provide(Consent, [SessionStore]),
    provide(Inbox, [Database, Redis, LOGGER]),
    provide(Memory, [Database, Redis, Feed, LOGGER]),
    provide(Opener, [Inbox, SessionStore, Consent, Packs, Memory, Bus, CONFIG]),
  ],
  exports: [Inbox],
})
export class OpenerModule {}
