import {
  AnswerCache,
  createEmbedder,
  redisStore,
  systemClock,
  type CacheHit,
  type Flags,
  type ModelConfig,
} from '@repartee/llm'
import type { Redis } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { isForEverybody, partitionOf } from '../core/cacheable.ts'
import { opening } from '../core/social.ts'
import { settle } from '../core/tools/plan.ts'
import { wordsOf } from '../core/words.ts'
import type { Level } from '../core/route.ts'
import type { Answer } from './answer.ts'
import type { OpenTurn } from './open-turn.ts'

/** What is kept of an answer: a model's words, and whose. */
export interface CachedWords {
  readonly text: string
  readonly provider: string
  readonly model?: string
}

/** Answers of models to questions that were asked before in the same situation, word by word or by meaning. */
export class CachedAnswers {
  private readonly cache: AnswerCache<CachedWords>
  private readonly embedder: ReturnType<typeof createEmbedder>

  constructor(config: ModelConfig, flags: Flags, redis: Redis, log: Logger) {
    this.embedder = createEmbedder(config, log)
    const store = redisStore(redis)
    this.cache = new AnswerCache({ name: 'reply', flags, clock: systemClock, store, embedder: this.embedder, log })
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.cache.prepare()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.embedder.close()
  }

  /** A cached answer; else why there is none: `off` where nothing may be cached, `miss` where it was not there. */
  async find(open: OpenTurn, level: Level): Promise<Answer | 'off' | 'miss'> {
    const { context, turn } = open
    const partition = partitionOf(context)
    if (partition === null) return 'off'
    this.cache.begin(turn.text)
    const hit = await this.cache.find(partition, turn.text)
    return hit === null ? 'miss' : answerOf(open, level, hit)
  }

  /** Keeps the answer if it depends on nothing but its partition. */
  keep({ context, turn }: OpenTurn, { said, tools, checks, by }: Answer): void {
    const partition = partitionOf(context)
    if (partition === null || said === undefined || tools.length > 0) return
    if (checks.some(({ passed }) => !passed) || !isForEverybody(context, said)) return
    this.cache.keep(partition, turn.text, {
      text: said,
      provider: by.provider,
      ...(by.model ? { model: by.model } : {}),
    })
  }
}

function answerOf({ context }: OpenTurn, level: Level, { value, layer }: CacheHit<CachedWords>): Answer {
  const { plan } = settle(context, [])
  const whole = { ...plan, parts: [...opening(context), { text: value.text }] }
  const { provider, model } = value
  return {
    plan: whole,
    text: wordsOf(context, whole),
    said: value.text,
    by: { provider, level, ...(model ? { model } : {}) },
    tools: [],
    checks: [],
    usage: [],
    firstTokenMs: null,
    cache: layer,
  }
}
