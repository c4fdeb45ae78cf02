import { Module } from '@nestjs/common'
import { Packs } from '@repartee/packs'
import { CONFIG, provide } from '@repartee/service'
import { CoachController } from './coach.controller.ts'
import { Coach } from './coach.ts'
import type { CoachConfig } from './config.ts'

@Module({
  controllers: [CoachController],
  providers: [
    { provide: Packs, inject: [CONFIG], useFactory: (config: CoachConfig) => new Packs(config.PACKS_DIR) },
    provide(Coach, [Packs, CONFIG]),
  ],
})
export class CoachModule {}
