import { createEmbedder, type ModelConfig } from '@repartee/llm'
import type { Pack, Packs } from '@repartee/packs'
import type { Logger } from '@repartee/telemetry'
import { Centroids, examplesOfIntents } from './core/by-model/centroids.ts'

const PREPARE_MS = 30_000
/** What an embedding on the way of a turn may take. */
const NEAREST_MS = 120

/** The middles of the packs' intents, where embeddings of an API are set; words alone tell nothing that the rules do not see. */
export class IntentVectors {
  private readonly embedder: ReturnType<typeof createEmbedder>
  private readonly known = new WeakMap<Pack, Centroids>()
  private readonly stopping = new AbortController()

  private readonly packs: Pick<Packs, 'all'>
  private readonly log: Logger

  constructor(config: ModelConfig, packs: Pick<Packs, 'all'>, log: Logger) {
    this.packs = packs
    this.log = log
    this.embedder = createEmbedder(config, log)
  }

  /** Embeds the examples, all at once. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.embedder.isLexical) return
    for (const pack of this.packs.all()) {
      const examples = examplesOfIntents(pack)
      const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(PREPARE_MS)])
      try {
        const vectors = await this.embedder.all(
          examples.map(({ text }) => text),
          signal,
        )
        this.known.set(pack, new Centroids(examples, vectors))
      } catch (error) {
        this.log.warn(
          { err: error as Error, pack: pack.name },
          'no embeddings of the intents: models are asked instead',
        )
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort()
    await this.embedder.close()
  }

  /** The nearest intent; null without embeddings, or when they do not come in time. */
  async nearest(pack: Pack, text: string, signal: AbortSignal): Promise<{ name: string; confidence: number } | null> {
    const centroids = this.known.get(pack)
    if (centroids === undefined) return null
    try {
      const [vector] = await this.embedder.all([text], AbortSignal.any([signal, AbortSignal.timeout(NEAREST_MS)]))
      return vector ? centroids.nearest(vector) : null
    } catch (error) {
      this.log.debug({ err: error as Error }, 'no embedding in time')
      return null
    }
  }
}
