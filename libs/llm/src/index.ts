export { createModels, workflowExperiment } from './models.ts'
export type { Models, ModelsDeps, ModelsReport, ProviderReport } from './models.ts'
export { firstFlags, modelSettings, readModelConfig } from './settings.ts'
export type { ModelConfig } from './settings.ts'
export { collect, collectJson } from './collect.ts'
export type { Collected, JsonRequest } from './collect.ts'
export { ModelError } from './error.ts'
export type { ModelErrorKind } from './error.ts'
export { modelTasks, tiers as tierNames } from './model.ts'
export type {
  Finish,
  Model,
  ModelEvent,
  ModelMessage,
  ModelRequest,
  ModelTask,
  ModelTool,
  Policy,
  RequestAbout,
  Tier,
} from './model.ts'
export { FlagTable } from './flags/flags.ts'
export type { Flags } from './flags/flags.ts'
export { isOn, numberOf } from './flags/switches.ts'
export { asData, DATA_RULE } from './as-data.ts'
export { Ladder, rungs, tierOn } from './policies/ladder.ts'
export type { Level, LevelChange } from './policies/ladder.ts'
export { armOf } from './policies/share.ts'
export { tierFor } from './policies/tiers.ts'
export { parseJson } from './json.ts'
export { costOf, costOfTurn, priceOf } from './prices.ts'
export { systemClock } from './clock.ts'
export type { Clock } from './clock.ts'
export { AnswerCache } from './cache/answer-cache.ts'
export type { AnswerCacheOptions, CacheHit } from './cache/answer-cache.ts'
export { normalizedMessage, partitionKey } from './cache/partition.ts'
export type { Partition } from './cache/partition.ts'
export { redisStore } from './cache/store.ts'
export type { CacheStore, RedisCommands } from './cache/store.ts'
export { createEmbedder } from './embedders/create-embedder.ts'
export type { Embedder } from './embedders/embedder.ts'
