import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, Draining, LOGGER, provide, Redis } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { Feed } from '../feed/feed.ts'
import { FeedModule } from '../feed/feed.module.ts'
import { Instances } from '../instances/instances.ts'
import { InstancesModule } from '../instances/instances.module.ts'
import { Secrets } from '../instances/secrets.ts'
import { Intake } from '../intake/intake.ts'
import { IntakeModule } from '../intake/intake.module.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Delivery } from './delivery.ts'
import { EvolutionSender } from './evolution-sender.ts'
import { Flights } from './flights.ts'
import { GateController } from './gate.controller.ts'
import { Gate } from './gate.ts'
import { Marks } from './marks.ts'
import { MetaSender } from './meta-sender.ts'
import { OwnSends } from './own-sends.ts'
import { RecentChanges } from './recent-changes.ts'
import { Sendings } from './sendings.ts'
import { TwilioSender } from './twilio-sender.ts'
import { Typing } from './typing.ts'
import { Verdicts } from './verdicts.ts'

/** The way out: the send gate and the providers behind it. */
@Module({
  imports: [FeedModule, InstancesModule, IntakeModule, PacksModule, SessionsModule],
  controllers: [GateController],
  providers: [
    provide(Delivery, [Instances, MetaSender, TwilioSender, EvolutionSender, OwnSends, Redis]),
    provide(EvolutionSender, [CONFIG, Secrets]),
    provide(OwnSends, [Redis, LOGGER]),
    provide(Gate, [Marks, Sendings, RecentChanges, SessionStore, Packs]),
    provide(Marks, [Bus]),
    provide(MetaSender, [CONFIG, Secrets]),
    provide(RecentChanges, [Feed]),
    provide(Flights, [Draining, LOGGER]),
    provide(Sendings, [Marks, Flights, Delivery, Intake, LOGGER]),
    provide(TwilioSender, [CONFIG, Secrets]),
    provide(Typing, [Instances, MetaSender, EvolutionSender, Feed, CONFIG, LOGGER]),
    provide(Verdicts, [Feed, Marks]),
  ],
  exports: [Gate, OwnSends, Typing, Verdicts],
})
export class SendingModule {}
