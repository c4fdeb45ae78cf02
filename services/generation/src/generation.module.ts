import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { firstFlags, FlagTable } from '@repartee/llm'
import { Packs } from '@repartee/packs'
import { CONFIG, HealthChecks, LOGGER, provide, Redis } from '@repartee/service'
import { Answering } from './answering.ts'
import { ByModel } from './answering/by-model.ts'
import { ByRules } from './answering/by-rules.ts'
import { Closing } from './answering/closing.ts'
import { ModelTools } from './answering/model-tools.ts'
import { ToolBudget } from './answering/tool-budget.ts'
import { Cancellations } from './cancellations.ts'
import { ClosedTurns } from './closed-turns.ts'
import type { GenerationConfig } from './config.ts'
import { FollowingUp } from './following-up.ts'
import { GenerationController } from './generation.controller.ts'
import { HungTurns } from './hung-turns.ts'
import { ModelLayer } from './model-layer.ts'
import { Sessions } from './sessions.ts'
import { Speaking } from './speaking.ts'
import { Tools } from './tools.ts'

@Module({
  controllers: [GenerationController],
  providers: [
    { provide: Packs, inject: [CONFIG], useFactory: (config: GenerationConfig) => new Packs(config.PACKS_DIR) },
    {
      provide: FlagTable,
      inject: [CONFIG],
      useFactory: (config: GenerationConfig) => new FlagTable(firstFlags(config)),
    },
    { provide: ToolBudget, useFactory: () => new ToolBudget() },
    provide(ModelLayer, [Bus, CONFIG, FlagTable, HealthChecks, LOGGER]),
    provide(Answering, [Packs, Sessions, ModelLayer, ByModel, ByRules, Speaking, Closing, ClosedTurns, LOGGER]),
    provide(ByModel, [ModelTools]),
    provide(ByRules, [Tools]),
    provide(Cancellations, [Bus]),
    provide(Closing, [Sessions, ClosedTurns]),
    ClosedTurns,
    provide(FollowingUp, [Packs, Sessions]),
    provide(HungTurns, [Packs, Sessions, ClosedTurns]),
    provide(ModelTools, [Tools, ToolBudget, FlagTable, LOGGER]),
    provide(Sessions, [Bus, Redis, LOGGER]),
    provide(Speaking, [Bus]),
    provide(Tools, [Bus]),
  ],
})
export class GenerationModule {}
