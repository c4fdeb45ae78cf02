import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { CONFIG, LOGGER, provide, Redis } from '@repartee/service'
import { InstancesModule } from '../instances/instances.module.ts'
import { Secrets } from '../instances/secrets.ts'
import { Intake } from '../intake/intake.ts'
import { IntakeModule } from '../intake/intake.module.ts'
import { OwnSends } from '../sending/own-sends.ts'
import { SendingModule } from '../sending/sending.module.ts'
import { Dispatch } from './dispatch.ts'
import { Echoes } from './echoes.ts'
import { EvolutionController } from './evolution.controller.ts'
import { KeptReceiptsController } from './kept-receipts.controller.ts'
import { MetaController } from './meta.controller.ts'
import { Receipts } from './receipts.ts'
import { TwilioController } from './twilio.controller.ts'
import { TwilioSignature } from './twilio-signature.ts'

/** What providers post to us. */
@Module({
  imports: [InstancesModule, IntakeModule, SendingModule],
  controllers: [MetaController, TwilioController, EvolutionController, KeptReceiptsController],
  providers: [
    provide(Echoes, [Intake, Receipts, OwnSends]),
    provide(Receipts, [Intake, Redis, Bus, CONFIG, LOGGER]),
    provide(Dispatch, [Intake, Receipts, Echoes]),
    provide(TwilioSignature, [Secrets, CONFIG]),
  ],
  exports: [TwilioSignature],
})
export class WebhooksModule {}
