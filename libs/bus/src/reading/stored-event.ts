import type { MsgHdrs } from '@nats-io/transport-node'
import { NO_SESSION, events } from '@repartee/contracts'
import type { AnyEvent, Payload } from '@repartee/contracts'
import { headerNames, readHeader } from '../headers.ts'
import { decode } from '../schemas.ts'

const contracts = new Map<string, AnyEvent>(events.map((event) => [`${event.name}.v${event.version}`, event]))
const decoder = new TextDecoder()

/** An event as it stands in the stream. The subject tells event, tenant and session; the body is parsed only when asked for. */
export class StoredEvent<Data = unknown> {
  /** Undefined for an event that this version does not know. */
  readonly contract: AnyEvent | undefined
  /** Such as `turn.received`. */
  readonly name: string
  readonly tenant: string
  readonly session: string | null

  constructor(
    readonly subject: string,
    readonly sequence: number,
    readonly publishedAtMs: number,
    private readonly bytes: Uint8Array,
    private readonly headers: MsgHdrs | undefined,
  ) {
    const tokens = subject.split('.')
    const session = tokens.at(-1)!
    this.tenant = tokens.at(-2)!
    this.session = session === NO_SESSION ? null : session
    this.name = tokens.slice(0, -3).join('.')
    this.contract = contracts.get(tokens.slice(0, -2).join('.'))
  }

  get id(): string {
    return readHeader(this.headers, headerNames.id) ?? `${this.sequence}`
  }
  get traceparent(): string | undefined {
    return readHeader(this.headers, headerNames.traceparent)
  }
  get requestId(): string | undefined {
    return readHeader(this.headers, headerNames.requestId)
  }
  /** Was it sent again for one durable? Then all others have seen it before. */
  get isSentAgain(): boolean {
    return readHeader(this.headers, headerNames.only) !== undefined
  }

  /** Bytes of the body. */
  get size(): number {
    return this.bytes.byteLength
  }

  /** The body as it was published: JSON. */
  text(): string {
    return decoder.decode(this.bytes)
  }

  /** The same with memory of its own, for who keeps it: as it came it shares a buffer with what came beside it. */
  detached(): StoredEvent {
    return new StoredEvent(this.subject, this.sequence, this.publishedAtMs, this.bytes.slice(), this.headers)
  }

  /** Is it this event? Then `data` has its type. */
  is<E extends AnyEvent>(contract: E): this is StoredEvent<Payload<E>> {
    return this.contract?.name === contract.name && this.contract.version === contract.version
  }

  /** The body, checked by its contract. Throws InvalidMessageError. */
  data(): Data {
    if (!this.contract) return JSON.parse(this.text()) as Data
    return decode(this.contract.payload, this.bytes, this.name) as Data
  }
}
