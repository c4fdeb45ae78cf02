import { Module } from '@nestjs/common'
import { Packs } from '@repartee/packs'
import { CONFIG } from '@repartee/service'
import type { GatewayConfig } from '../config.ts'

/** What businesses of each kind say and how they behave; read whole at start. */
@Module({
  providers: [{ provide: Packs, inject: [CONFIG], useFactory: (config: GatewayConfig) => new Packs(config.PACKS_DIR) }],
  exports: [Packs],
})
export class PacksModule {}
