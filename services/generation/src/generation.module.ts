import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, LOGGER, provide, Redis } from '@repartee/service'
import { Answering } from './answering.ts'
import { Cancellations } from './cancellations.ts'
import { ClosedTurns } from './closed-turns.ts'
import type { GenerationConfig } from './config.ts'
import { FollowingUp } from './following-up.ts'
import { GenerationController } from './generation.controller.ts'
import { HungTurns } from './hung-turns.ts'
import { Sessions } from './sessions.ts'
import { Speaking } from './speaking.ts'
import { Tools } from './tools.ts'

@Module({
  controllers: [GenerationController],
  providers: [
    { provide: Packs, inject: [CONFIG], useFactory: (config: GenerationConfig) => new Packs(config.PACKS_DIR) },
    provide(Answering, [Packs, Sessions, Tools, Speaking, ClosedTurns]),
    provide(Cancellations, [Bus]),
    ClosedTurns,
    provide(FollowingUp, [Packs, Sessions]),
    provide(HungTurns, [Packs, Sessions, ClosedTurns]),
    provide(Sessions, [Bus, Redis, LOGGER]),
    provide(Speaking, [Bus]),
    provide(Tools, [Bus]),
  ],
})
export class GenerationModule {}
