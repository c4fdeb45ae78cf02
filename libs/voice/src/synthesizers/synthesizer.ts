import type { Sound } from '../codecs/wav.ts'

/** What is to be said: one sentence in one language (BCP 47 primary tag, such as `en`). */
export interface Utterance {
  readonly text: string
  readonly language: string
}

/** Turns words into sound. */
export interface Synthesizer {
  readonly name: string
  /** @throws Error when no sound could be made; an abort throws the signal's reason */
  synthesize(utterance: Utterance, signal: AbortSignal): Promise<Sound>
}
