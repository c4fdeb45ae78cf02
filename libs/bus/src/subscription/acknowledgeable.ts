import type { Msg, MsgHdrs } from '@nats-io/transport-node'
import type { Settlements } from '../connection/settlements.ts'

const encoder = new TextEncoder()
const ACKNOWLEDGE = encoder.encode('+ACK')
const WORKING = encoder.encode('+WPI')
const TERMINATE = encoder.encode('+TERM')

/** A message from a pull consumer, with what its reply subject says and the four answers to it. */
export class Acknowledgeable {
  readonly sequence: number
  readonly deliveryCount: number
  readonly storedAtMs: number
  private isSettled = false

  constructor(
    readonly raw: Msg,
    private readonly settlements: Settlements,
  ) {
    // $JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<nanoseconds>.<pending>, behind a domain and an account
    // hash (and before a random token) where there are more than nine.
    const tokens = (raw.reply ?? '').split('.')
    const first = tokens.length > 9 ? 6 : 4
    this.deliveryCount = Number(tokens[first])
    this.sequence = Number(tokens[first + 1])
    this.storedAtMs = Math.floor(Number(tokens[first + 3]) / 1e6)
  }

  get subject(): string {
    return this.raw.subject
  }
  get data(): Uint8Array {
    return this.raw.data
  }
  get headers(): MsgHdrs | undefined {
    return this.raw.headers
  }

  acknowledge(): void {
    this.settle(ACKNOWLEDGE)
  }

  /** Asks for it again after `delayMs`; at once when 0. */
  retry(delayMs: number): void {
    this.settle(encoder.encode(delayMs > 0 ? `-NAK {"delay":${Math.round(delayMs * 1e6)}}` : '-NAK'))
  }

  /** Asks never to see it again. Without a reason: NATS 2.9 ignores a terminate that has one. */
  terminate(): void {
    this.settle(TERMINATE)
  }

  /** Starts the ack wait anew. */
  working(): void {
    if (!this.isSettled) this.say(WORKING)
  }

  /** The same message of the same stream, delivered again? */
  isSameAs(other: Acknowledgeable): boolean {
    return this.sequence === other.sequence && this.storedAtMs === other.storedAtMs
  }

  /** From now on nothing is said about it any more. */
  disown(): void {
    this.isSettled = true
  }

  private settle(answer: Uint8Array): void {
    if (this.isSettled) return
    this.isSettled = true
    this.say(answer)
  }

  private say(answer: Uint8Array): void {
    this.settlements.add(this.raw.reply!, answer)
  }
}
