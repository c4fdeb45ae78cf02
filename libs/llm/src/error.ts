import type { Usage } from '@repartee/contracts'

export type ModelErrorKind =
  /** It did not connect, or gave no first token, or did not end in time. */
  | 'timeout'
  /** It began and then fell silent, or dripped. */
  | 'stalled'
  | 'rate_limited'
  /** The provider's own fault: 5xx, 408, 409, overloaded. */
  | 'overloaded'
  /** The model or its filter declined to answer. */
  | 'refused'
  /** The request or the answer does not fit: 400, 422, JSON that is not of the wanted shape. */
  | 'invalid'
  /** The connection broke, or the stream ended in the middle. */
  | 'connection'
  /** A whole stream without text or tool call. */
  | 'empty'
  /** What came was not the protocol. */
  | 'garbage'
  /** It can not be asked now: no key, wrong key, breaker open, switched off. */
  | 'unavailable'
  /** The caller does not want it any more, or it lost a race. */
  | 'aborted'

export interface ModelErrorOptions extends ErrorOptions {
  readonly provider?: string
  readonly retryAfterMs?: number
  readonly status?: number
}

/** Why a model gave no (whole) answer. `usage` holds what its attempts cost all the same. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind
  readonly provider: string
  readonly retryAfterMs: number | undefined
  readonly status: number | undefined
  usage: readonly Usage[] = []

  constructor(kind: ModelErrorKind, message: string, options: ModelErrorOptions = {}) {
    super(message, options)
    this.name = 'ModelError'
    this.kind = kind
    this.provider = options.provider ?? ''
    this.retryAfterMs = options.retryAfterMs
    this.status = options.status
  }
}

/** The reason of a racer's abort: somebody else was faster. */
export class LostRace extends ModelError {
  constructor(provider: string) {
    super('aborted', 'another provider answered first', { provider })
  }
}

/** What `signal` was aborted with, as a ModelError. */
export function abortError(signal: AbortSignal, provider = ''): ModelError {
  return signal.reason instanceof ModelError
    ? signal.reason
    : new ModelError('aborted', 'the caller does not want it any more', { provider, cause: signal.reason })
}

const transient = new Set<ModelErrorKind>(['timeout', 'stalled', 'rate_limited', 'overloaded', 'connection', 'empty'])

/** Whether asking the same provider again may help: 408, 409, 429, 5xx, broken connections, silence. */
export function isTransient(error: ModelError): boolean {
  return transient.has(error.kind)
}
