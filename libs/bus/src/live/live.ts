import type { AnyLive, Payload } from '@repartee/contracts'
import type { Msg, Subscription as NatsSubscription } from '@nats-io/transport-node'
import type { BusConnection } from '../connection/connection.ts'
import { encodeHeaders, headerNames, readHeader, traceHeaders } from '../headers.ts'
import { decode, encode } from '../schemas.ts'

/** A frame with where it came from. */
export interface LiveFrame<L extends AnyLive = AnyLive> {
  readonly data: Payload<L>
  readonly traceparent: string | undefined
}

export type LiveHandler<L extends AnyLive> = (frame: LiveFrame<L>) => void

export interface LiveOptions {
  /** Only frames of this session; the payloads of others are not even parsed. */
  readonly session?: string
  /** Each frame goes to one member of the group: with the service's name, to one replica. */
  readonly queue?: string
}

type AnyHandler = LiveHandler<AnyLive>

interface Watch {
  readonly frame: AnyLive
  readonly queue: string | undefined
  readonly everything: Set<AnyHandler>
  readonly bySession: Map<string, Set<AnyHandler>>
  subscription: NatsSubscription | undefined
}

/** Frames that are worthless when late. One wildcard subscription for each frame of a process, whatever the number of its sockets. */
export class Live {
  private readonly watches = new Map<string, Watch>()

  constructor(private readonly connection: BusConnection) {
    connection.prepare(async () => {
      for (const watch of this.watches.values()) this.subscribe(watch)
    })
  }

  /** Sends a frame and forgets it; while NATS is away it is dropped. Throws InvalidMessageError when it does not fit its contract. */
  send<L extends AnyLive>(frame: L, data: Payload<L>): void {
    const payload = encode(frame.payload, data, frame.name)
    const subject = frame.subject(data as { tenant: string; session: string })
    const headers = encodeHeaders(traceHeaders())
    this.connection.writes.add(() => {
      if (this.connection.canPublish) this.connection.nats.publish(subject, payload, { headers })
    })
  }

  /** Calls `handler` for each frame until the returned function is called. */
  watch<L extends AnyLive>(frame: L, handler: LiveHandler<L>, options: LiveOptions = {}): () => void {
    const watch = this.watchOf(frame, options.queue)
    const handlers = options.session ? sessionHandlers(watch, options.session) : watch.everything
    handlers.add(handler as AnyHandler)
    return () => {
      handlers.delete(handler as AnyHandler)
      if (options.session && handlers.size === 0) watch.bySession.delete(options.session)
    }
  }

  private watchOf(frame: AnyLive, queue: string | undefined): Watch {
    const key = `${frame.name} ${queue ?? ''}`
    const known = this.watches.get(key)
    if (known) return known
    const watch: Watch = { frame, queue, everything: new Set(), bySession: new Map(), subscription: undefined }
    this.watches.set(key, watch)
    if (this.connection.isConnected) this.subscribe(watch)
    return watch
  }

  private subscribe(watch: Watch): void {
    watch.subscription ??= this.connection.nats.subscribe(watch.frame.filter, {
      queue: watch.queue,
      callback: (error, message) => {
        if (error) this.connection.logger.error({ err: error, frame: watch.frame.name }, 'watching was refused')
        else this.dispatch(watch, message)
      },
    })
  }

  private dispatch({ frame, everything, bySession }: Watch, message: Msg): void {
    const ofSession = bySession.get(message.subject.slice(message.subject.lastIndexOf('.') + 1))
    if (everything.size === 0 && !ofSession) return
    try {
      const data = decode(frame.payload, message.data, frame.name)
      const traceparent = readHeader(message.headers, headerNames.traceparent)
      for (const handler of [...everything, ...(ofSession ?? [])]) handler({ data, traceparent } as LiveFrame)
    } catch (error) {
      this.connection.logger.error({ err: error, frame: frame.name }, 'a live frame was dropped')
    }
  }
}

function sessionHandlers(watch: Watch, session: string): Set<AnyHandler> {
  const handlers = watch.bySession.get(session) ?? new Set<AnyHandler>()
  watch.bySession.set(session, handlers)
  return handlers
}
