import { Module } from '@nestjs/common'
import { InstancesModule } from '../instances/instances.module.ts'
import { IntakeModule } from '../intake/intake.module.ts'
import { Dispatch } from './dispatch.ts'
import { Echoes } from './echoes.ts'
import { MetaController } from './meta.controller.ts'
import { Receipts } from './receipts.ts'
import { TwilioController } from './twilio.controller.ts'
import { TwilioSignature } from './twilio-signature.ts'

/** What providers post to us. */
@Module({
  imports: [InstancesModule, IntakeModule],
  controllers: [MetaController, TwilioController],
  providers: [Dispatch, Echoes, Receipts, TwilioSignature],
  exports: [TwilioSignature],
})
export class WebhooksModule {}
