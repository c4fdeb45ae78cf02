import { Module } from '@nestjs/common'
import { FeedModule } from '../feed/feed.module.ts'
import { InstancesModule } from '../instances/instances.module.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Delivery } from './delivery.ts'
import { GateController } from './gate.controller.ts'
import { Gate } from './gate.ts'
import { Marks } from './marks.ts'
import { MetaSender } from './meta-sender.ts'
import { RecentChanges } from './recent-changes.ts'
import { TwilioSender } from './twilio-sender.ts'

/** The way out: the send gate and the providers behind it. */
@Module({
  imports: [FeedModule, InstancesModule, PacksModule, SessionsModule],
  controllers: [GateController],
  providers: [Delivery, Gate, Marks, MetaSender, RecentChanges, TwilioSender],
})
export class SendingModule {}
