import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, FlagStore, provide } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { ArchiveModule } from '../archive/archive.module.ts'
import { Records } from '../archive/records.ts'
import { FeedModule } from '../feed/feed.module.ts'
import { Feed } from '../feed/feed.ts'
import { InstancesModule } from '../instances/instances.module.ts'
import { Instances } from '../instances/instances.ts'
import { IntakeModule } from '../intake/intake.module.ts'
import { Intake } from '../intake/intake.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { PhoneModule } from '../phone/phone.module.ts'
import { Replies } from '../phone/replies.ts'
import { Gate } from '../sending/gate.ts'
import { SendingModule } from '../sending/sending.module.ts'
import { Verdicts } from '../sending/verdicts.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Advice } from './advice.ts'
import { Answers } from './answers.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { FlagsController } from './flags.controller.ts'
import { HumanAnswers } from './human-answers.ts'
import { PracticeController } from './practice.controller.ts'
import { RecordsController } from './records.controller.ts'
import { RequestLimits } from './request-limits.ts'
import { SessionReading } from './session-reading.ts'
import { SessionsController } from './sessions.controller.ts'
import { TakeoverApiController } from './takeover.controller.ts'
import { WebChat } from './web-chat.ts'

/** The HTTP API: the web chat, and what operators do. */
@Module({
  imports: [
    ArchiveModule,
    FeedModule,
    InstancesModule,
    IntakeModule,
    PacksModule,
    PhoneModule,
    SendingModule,
    SessionsModule,
  ],
  controllers: [SessionsController, TakeoverApiController, RecordsController, FlagsController, PracticeController],
  providers: [
    provide(Advice, [Bus, Feed, Records]),
    provide(Answers, [Replies, Verdicts]),
    provide(Doorkeeper, [CONFIG]),
    { provide: FlagStore, inject: [Bus], useFactory: (bus: Bus) => new FlagStore(bus) },
    provide(HumanAnswers, [SessionStore, SessionReading, Intake, Gate, Bus]),
    provide(RequestLimits, []),
    provide(SessionReading, [SessionStore, Records, Instances, Feed]),
    provide(WebChat, [Instances, Packs, Intake, Doorkeeper]),
  ],
  exports: [Doorkeeper, WebChat],
})
export class ApiModule {}
