import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { firstFlags } from '@repartee/llm'
import { Packs } from '@repartee/packs'
import { CONFIG, FlagStore, HealthChecks, LOGGER, provide } from '@repartee/service'
import { CoachController } from './coach.controller.ts'
import { Coach } from './coach.ts'
import type { CoachConfig } from './config.ts'
import { Helpfulness } from './helpfulness.ts'
import { ModelCoach } from './model-coach.ts'

@Module({
  controllers: [CoachController],
  providers: [
    { provide: Packs, inject: [CONFIG], useFactory: (config: CoachConfig) => new Packs(config.PACKS_DIR) },
    {
      provide: FlagStore,
      inject: [Bus, CONFIG],
      useFactory: (bus: Bus, config: CoachConfig) =>
        new FlagStore(bus, { ...firstFlags(config), coach_share: String(config.COACH_SHARE) }),
    },
    provide(Helpfulness, [Bus]),
    provide(ModelCoach, [CONFIG, FlagStore, HealthChecks, LOGGER]),
    provide(Coach, [Packs, ModelCoach, Helpfulness, FlagStore, CONFIG]),
  ],
})
export class CoachModule {}
