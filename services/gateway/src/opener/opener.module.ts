import { Module } from '@nestjs/common'
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
  providers: [Consent, Inbox, Opener],
  exports: [Inbox],
})
export class OpenerModule {}
