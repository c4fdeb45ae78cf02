import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Packs } from '@repartee/packs'
import { CONFIG, provide } from '@repartee/service'
import type { SituationConfig } from './config.ts'
import { SituationController } from './situation.controller.ts'
import { Understanding } from './understanding.ts'

/** Says what is going on in a turn, and brings it together with what capture found. */
@Module({
  controllers: [SituationController],
  providers: [
    { provide: Packs, useFactory: ({ PACKS_DIR }: SituationConfig) => new Packs(PACKS_DIR), inject: [CONFIG] },
    provide(Understanding, [Packs, Bus]),
  ],
})
export class SituationModule {}
