import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { CONFIG, LOGGER, Redis } from '@repartee/service'
import { InstancesModule } from '../instances/instances.module.ts'
import { Secrets } from '../instances/secrets.ts'
import { Intake } from '../intake/intake.ts'
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
  providers: [
    { provide: Echoes, inject: [Intake], useFactory: (intake: Intake) => new Echoes(intake) },
    {
      provide: Receipts,
      inject: [Intake, Redis, Bus, CONFIG, LOGGER],
      useFactory: (...parts: ConstructorParameters<typeof Receipts>) => new Receipts(...parts),
    },
    {
      provide: Dispatch,
      inject: [Intake, Receipts, Echoes],
      useFactory: (...parts: ConstructorParameters<typeof Dispatch>) => new Dispatch(...parts),
    },
    {
      provide: TwilioSignature,
      inject: [Secrets, CONFIG],
      useFactory: (...parts: ConstructorParameters<typeof TwilioSignature>) => new TwilioSignature(...parts),
    },
  ],
  exports: [TwilioSignature],
})
export class WebhooksModule {}
