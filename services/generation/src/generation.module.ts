import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { firstFlags } from '@repartee/llm'
import { Packs } from '@repartee/packs'
import { CONFIG, FlagStore, HealthChecks, LOGGER, provide, Redis } from '@repartee/service'
import { Answering } from './answering.ts'
import { ByModel } from './answering/by-model.ts'
import { ByRules } from './answering/by-rules.ts'
import { CachedAnswers } from './answering/cached-answers.ts'
import { Closing } from './answering/closing.ts'
import { LookTools } from './answering/look-tools.ts'
import { ModelTools } from './answering/model-tools.ts'
import { Partner } from './answering/partner.ts'
import { ToolBudget } from './answering/tool-budget.ts'
import { WithModels } from './answering/with-models.ts'
import { Cancellations } from './cancellations.ts'
import { ClosedTurns } from './closed-turns.ts'
import type { GenerationConfig } from './config.ts'
import { FollowingUp } from './following-up.ts'
import { GenerationController } from './generation.controller.ts'
import { HungTurns } from './hung-turns.ts'
import { McpServers } from './mcp/servers.ts'
import { ModelLayer } from './model-layer.ts'
import { Sessions } from './sessions.ts'
import { Speaking } from './speaking.ts'
import { Tools } from './tools.ts'

@Module({
  controllers: [GenerationController],
  providers: [
    { provide: Packs, inject: [CONFIG], useFactory: (config: GenerationConfig) => new Packs(config.PACKS_DIR) },
    {
      provide: FlagStore,
      inject: [Bus, CONFIG],
      useFactory: (bus: Bus, config: GenerationConfig) =>
        new FlagStore(bus, { ...firstFlags(config), async_coach: config.ENABLE_ASYNC_COACH ? 'on' : 'off' }),
    },
    { provide: ToolBudget, useFactory: () => new ToolBudget() },
    provide(ModelLayer, [Bus, CONFIG, FlagStore, HealthChecks, LOGGER]),
    provide(Answering, [
      Packs,
      Sessions,
      ModelLayer,
      WithModels,
      ByRules,
      Partner,
      Speaking,
      Closing,
      ClosedTurns,
      FlagStore,
    ]),
    provide(ByModel, [ModelTools, LookTools]),
    provide(LookTools, [McpServers, ToolBudget, LOGGER]),
    provide(McpServers, [CONFIG, LOGGER]),
    provide(ByRules, [Tools]),
    provide(CachedAnswers, [CONFIG, FlagStore, Redis, LOGGER]),
    provide(Cancellations, [Bus]),
    provide(Closing, [Sessions, ClosedTurns, FlagStore]),
    ClosedTurns,
    provide(FollowingUp, [Packs, Sessions]),
    provide(HungTurns, [Packs, Sessions, ClosedTurns]),
    provide(ModelTools, [Tools, ToolBudget, FlagStore, LOGGER]),
    provide(Partner, [ModelLayer, LOGGER]),
    provide(Sessions, [Bus, Redis, LOGGER]),
    provide(Speaking, [Bus]),
    provide(Tools, [Bus]),
    provide(WithModels, [ModelLayer, CachedAnswers, ByModel, ByRules, FlagStore, LOGGER]),
  ],
})
export class GenerationModule {}
