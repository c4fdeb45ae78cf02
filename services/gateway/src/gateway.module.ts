import { Module } from '@nestjs/common'
import { OpenerModule } from './opener/opener.module.ts'
import { PhoneModule } from './phone/phone.module.ts'
import { SendingModule } from './sending/sending.module.ts'
import { TakeoverModule } from './takeover/takeover.module.ts'
import { WebhooksModule } from './webhooks/webhooks.module.ts'

/** The gateway's features, one module each. */
@Module({
  imports: [WebhooksModule, PhoneModule, OpenerModule, SendingModule, TakeoverModule],
})
export class GatewayModule {}
