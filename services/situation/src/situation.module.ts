import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { firstFlags } from '@repartee/llm'
import { Packs } from '@repartee/packs'
import { CONFIG, FlagStore, HealthChecks, LOGGER, provide } from '@repartee/service'
import type { SituationConfig } from './config.ts'
import { IntentVectors } from './intent-vectors.ts'
import { ModelHints } from './model-hints.ts'
import { SituationController } from './situation.controller.ts'
import { Understanding } from './understanding.ts'

/** Says what is going on in a turn, and brings it together with what capture found. */
@Module({
  controllers: [SituationController],
  providers: [
    { provide: Packs, useFactory: ({ PACKS_DIR }: SituationConfig) => new Packs(PACKS_DIR), inject: [CONFIG] },
    {
      provide: FlagStore,
      inject: [Bus, CONFIG],
      useFactory: (bus: Bus, config: SituationConfig) => new FlagStore(bus, firstFlags(config)),
    },
    provide(IntentVectors, [CONFIG, Packs, LOGGER]),
    provide(ModelHints, [CONFIG, FlagStore, IntentVectors, HealthChecks, LOGGER]),
    provide(Understanding, [Packs, ModelHints, Bus]),
  ],
})
export class SituationModule {}
