import type { Detection, TurnReceived } from '@repartee/contracts'
import { words } from '@repartee/language'
import type { Pack } from '@repartee/packs'

/** What a model, or embeddings, think of a turn of which the rules are not sure. */
export interface Hint {
  readonly intent: { readonly name: string; readonly confidence: number } | null
  readonly situation: string | null
  /** Does what waits bear on what was said? */
  readonly relevance: { readonly confidence: number; readonly reason: string } | null
}

/** Below it a first pass is not trusted, and somebody else is asked. */
export const SURE = 0.7
/** What waits enters the prompt from here on. */
export const RELEVANT = 0.6

const FEWEST_WORDS = 2
/** A relevance that the rules settle: a tap, a clear yes or no, a refusal, another request. */
const SETTLED_BELOW = 0.25
const SETTLED_ABOVE = 0.85

/** What is worth asking: the intent that the rules are not sure of, the relevance that they only guess. */
export function doubtsOf(turn: TurnReceived, first: Detection): { intent: boolean; relevance: boolean } {
  const language = first.language.code
  const isClear = turn.choice !== null || first.redFlag !== null || first.asksHuman
  const hasWords = words(turn.text, language).length >= FEWEST_WORDS
  if (isClear || !hasWords) return { intent: false, relevance: false }
  const isOpen = turn.snapshot.pending !== null && isGuess(first.pending)
  return { intent: first.intent.confidence < SURE, relevance: isOpen }
}

/** Do the rules only guess whether what waits is meant? */
export function isGuess({ confidence }: Detection['pending']): boolean {
  return confidence > SETTLED_BELOW && confidence < SETTLED_ABOVE
}

/** The stable part of the question what is going on: names, no essays. */
export function detectInstructions(pack: Pack, dataRule: string): string {
  const intents = pack.intents.map(({ name }) => name).join(' ')
  const situations = pack.situations.map(({ name }) => name).join(' ')
  return `Say what the contact wants with their last words: one intent, one situation, and how sure you are (0 to 1). Use other when none fits.\nIntents: ${intents}\nSituations: ${situations}\n${dataRule}`
}

/** The stable part of the question whether what waits is meant. */
export function relevanceInstructions(dataRule: string): string {
  return `We wait for the contact's word on an offer. Do their last words bear on it? Say relevant or not, how sure you are (0 to 1), and why in a few words.\n${dataRule}`
}

/** What a model says of the relevance, as one number: how surely it is relevant. */
export function relevanceOf(answer: { relevant: boolean; confidence: number; reason: string }): Hint['relevance'] {
  const confidence = answer.relevant ? answer.confidence : Math.min(1 - answer.confidence, RELEVANT - 0.01)
  return { confidence: Math.max(0, Math.min(1, confidence)), reason: answer.reason.slice(0, 200) }
}
