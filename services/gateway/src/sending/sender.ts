import type { Address, Choice, LanguageCode, Payload, replySent } from '@repartee/contracts'
import type { OutgoingPart } from '../core/parts.ts'
import type { Instance } from '../instances/instance.ts'

/** What leaves: a reply, a follow-up, or what a human wrote. A completed reply is one. */
export interface Letter {
  readonly tenant: string
  readonly session: string
  readonly turn: string | null
  readonly kind: Payload<typeof replySent>['kind']
  readonly address: Address
  readonly reply: {
    readonly id: string
    readonly text: string
    readonly language: LanguageCode
    readonly choices: readonly Choice[]
  }
}

/** One message on its way to a provider. */
export interface Sending {
  readonly instance: Instance
  readonly address: Address
  readonly part: OutgoingPart
  /** Travels with the message, so that a receipt finds the reply and its part. */
  readonly reply: string
  readonly signal: AbortSignal
}

/** What a provider did with a message. `unknown`: the request left, no answer came. */
export type SendResult =
  | { outcome: 'accepted'; providerId: string }
  | { outcome: 'wait'; delayMs: number; detail: string }
  | {
      outcome: 'refused'
      reason: 'outside_window' | 'invalid_contact' | 'not_authorised' | 'provider_refused'
      detail: string
    }
  | { outcome: 'unknown'; detail: string }

/** A message of which nobody knows whether the provider took it. */
export interface Lost extends Pick<Sending, 'instance' | 'address' | 'part'> {
  /** Not taken before this moment, in milliseconds since 1970. */
  readonly sinceMs: number
  /** The provider's ids of other parts. */
  readonly known: readonly string[]
}

/** Hands messages to one provider; translates its answers, once. */
export interface Sender {
  send(sending: Sending): Promise<SendResult>
  /** The provider's id of a message if it took it; null when it did not, or cannot be asked now. */
  find?(lost: Lost): Promise<string | null>
}

/** What a failed request means: one that never reached the provider can be tried again, of another nobody knows. */
export function failedRequest(error: unknown): SendResult {
  const codes = [error, (error as { cause?: unknown }).cause].map((each) => (each as { code?: unknown } | null)?.code)
  const neverLeft = codes.some((code) => NEVER_LEFT.has(String(code)))
  const detail = error instanceof Error ? error.message : String(error)
  return neverLeft ? { outcome: 'wait', delayMs: 1000, detail } : { outcome: 'unknown', detail }
}

const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
