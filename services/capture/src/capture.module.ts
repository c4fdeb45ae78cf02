import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { firstFlags } from '@repartee/llm'
import { Packs } from '@repartee/packs'
import { CONFIG, FlagStore, HealthChecks, LOGGER, provide } from '@repartee/service'
import { CaptureController } from './capture.controller.ts'
import { Capturing } from './capturing.ts'
import type { CaptureConfig } from './config.ts'
import { ModelFacts } from './model-facts.ts'

/** Finds the facts in what contacts say. */
@Module({
  controllers: [CaptureController],
  providers: [
    { provide: Packs, useFactory: ({ PACKS_DIR }: CaptureConfig) => new Packs(PACKS_DIR), inject: [CONFIG] },
    {
      provide: FlagStore,
      inject: [Bus, CONFIG],
      useFactory: (bus: Bus, config: CaptureConfig) => new FlagStore(bus, firstFlags(config)),
    },
    provide(ModelFacts, [CONFIG, FlagStore, HealthChecks, LOGGER]),
    provide(Capturing, [Packs, ModelFacts]),
  ],
})
export class CaptureModule {}
