import type { TierChoice } from '../catalogue.ts'
import type { ModelEvent, ModelRequest } from '../model.ts'

/** What a provider's stream says, in our words: the events of a model, save who speaks and what it cost. */
export type ProviderEvent =
  /** The provider took the request; its stream is open. */
  | { readonly type: 'opened' }
  /** What it counted; the newest word counts. */
  | { readonly type: 'tokens'; readonly tokensIn: number; readonly tokensCached: number; readonly tokensOut: number }
  | Exclude<ModelEvent, { type: 'meta' | 'usage' | 'error' }>

/** One API. Translates a request to its protocol and its stream to events; throws ModelError, and ends silently when aborted. */
export interface Provider {
  readonly name: string
  stream(request: ModelRequest, choice: TierChoice, signal: AbortSignal): AsyncIterable<ProviderEvent>
  /** Loads the SDK. */
  load(): Promise<unknown>
  /** Loads the SDK and opens a connection, so that the first question does not wait for it. */
  warmUp(signal: AbortSignal): Promise<void>
}

export interface ProviderOptions {
  readonly name: string
  readonly apiKey: string
  readonly baseUrl: string
  readonly pool: import('../pool.ts').Pool
}
