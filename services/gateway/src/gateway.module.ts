import { Module } from '@nestjs/common'
import { ApiModule } from './api/api.module.ts'
import { ArchiveModule } from './archive/archive.module.ts'
import { BusinessModule } from './business/business.module.ts'
import { ConsoleModule } from './console/console.module.ts'
import { OpenerModule } from './opener/opener.module.ts'
import { PhoneModule } from './phone/phone.module.ts'
import { SendingModule } from './sending/sending.module.ts'
import { SocketsModule } from './sockets/sockets.module.ts'
import { TakeoverModule } from './takeover/takeover.module.ts'
import { TenantsModule } from './tenants/tenants.module.ts'
import { WebhooksModule } from './webhooks/webhooks.module.ts'

/** The gateway's features, one module each. */
@Module({
  imports: [
    WebhooksModule,
    PhoneModule,
    OpenerModule,
    SendingModule,
    TakeoverModule,
    ArchiveModule,
    ApiModule,
    BusinessModule,
    TenantsModule,
    SocketsModule,
    ConsoleModule,
  ],
})
export class GatewayModule {}
