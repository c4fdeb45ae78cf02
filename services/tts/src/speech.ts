import type { Bus } from '@repartee/bus'
import { liveAudio, liveCancel, liveSentence, type Payload } from '@repartee/contracts'
import { attributeNames, observe, spanNames, withSpan, type Logger } from '@repartee/telemetry'
import { toFrames, type Sound, type Synthesizer } from '@repartee/voice'
import { LRUCache } from 'lru-cache'
import type { TtsConfig } from './config.ts'

type Sentence = Payload<typeof liveSentence>

/** Phrases that repeat are kept as sound, up to this many samples (2 bytes each). */
const KEPT_SAMPLES = 32_000_000

/** Turns the sentences of replies into sound. One replica takes each sentence; a cancelled turn falls silent. */
export class Speech {
  private readonly sounds = new LRUCache<string, Sound>({
    maxSize: KEPT_SAMPLES,
    sizeCalculation: ({ samples }) => Math.max(1, samples.length),
  })
  private readonly speaking = new Map<string, AbortController>()
  private readonly unsubscribe: (() => void)[] = []

  constructor(
    private readonly bus: Bus,
    private readonly synthesizer: Synthesizer,
    private readonly config: TtsConfig,
    private readonly log: Logger,
  ) {}

  /** Begins to listen. The sentences of a turn may be spoken by several replicas; their numbers put them in order. */
  start(): void {
    this.unsubscribe.push(
      this.bus.subscribeLive(liveSentence, ({ data }) => void this.speak(data), { queue: 'tts' }),
      this.bus.subscribeLive(liveCancel, ({ data }) => this.speaking.get(data.turn)?.abort(new Error(data.reason))),
    )
  }

  stop(): void {
    for (const end of this.unsubscribe.splice(0)) end()
    for (const controller of this.speaking.values()) controller.abort(new Error('the service stops'))
  }

  /** Speaks one sentence. Whoever holds the call asks again, or says it by other means, when no sound comes. */
  private async speak(sentence: Sentence): Promise<void> {
    const controller = this.speaking.get(sentence.turn) ?? new AbortController()
    this.speaking.set(sentence.turn, controller)
    try {
      const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(this.config.SYNTHESIS_TIMEOUT_MS)])
      this.send(sentence, await this.soundOf(sentence, signal), controller.signal)
    } catch (error) {
      if (!controller.signal.aborted) this.log.error(error, 'a sentence could not be spoken')
    } finally {
      if (sentence.last || controller.signal.aborted) this.speaking.delete(sentence.turn)
    }
  }

  private async soundOf({ text, language }: Sentence, signal: AbortSignal): Promise<Sound> {
    const key = `${this.synthesizer.name}:${language}:${text}`
    const kept = this.sounds.get(key)
    if (kept) return kept
    const { name } = this.synthesizer
    const startedAt = performance.now()
    const sound = await withSpan(spanNames.speak, { attributes: { [attributeNames.genAiProvider]: name } }, () =>
      this.synthesizer.synthesize({ text, language }, signal),
    )
    observe('repartee_voice_stage_seconds', (performance.now() - startedAt) / 1000, {
      stage: 'synthesize',
      provider: name,
    })
    this.sounds.set(key, sound)
    return sound
  }

  private send(sentence: Sentence, sound: Sound, signal: AbortSignal): void {
    const { tenant, session, turn, number, attempt, format } = sentence
    const frames = toFrames(sound, format)
    for (const [frame, bytes] of frames.entries()) {
      if (signal.aborted) return
      this.bus.live(liveAudio, {
        tenant,
        session,
        turn,
        number,
        attempt,
        sentence: sentence.sentence,
        frame,
        format,
        data: Buffer.from(bytes).toString('base64'),
        last: frame === frames.length - 1,
        lastSentence: sentence.last,
      })
    }
  }
}
