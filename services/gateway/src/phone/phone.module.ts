import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, provide } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { Feed } from '../feed/feed.ts'
import { FeedModule } from '../feed/feed.module.ts'
import { Instances } from '../instances/instances.ts'
import { InstancesModule } from '../instances/instances.module.ts'
import { Intake } from '../intake/intake.ts'
import { IntakeModule } from '../intake/intake.module.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { WebhooksModule } from '../webhooks/webhooks.module.ts'
import { Calls } from './calls.ts'
import { PhoneController } from './phone.controller.ts'
import { Replies } from './replies.ts'

/** Calls in turns. */
@Module({
  imports: [FeedModule, InstancesModule, IntakeModule, PacksModule, SessionsModule, WebhooksModule],
  controllers: [PhoneController],
  providers: [
    provide(Replies, [Feed, SessionStore]),
    provide(Calls, [Intake, Replies, SessionStore, Packs, Instances, Bus, CONFIG]),
  ],
  exports: [Replies],
})
export class PhoneModule {}
