import { createInbox } from '@nats-io/transport-node'
import type { Msg, MsgHdrs, NatsConnection, PermissionViolationError } from '@nats-io/transport-node'
import { BusUnavailableError, PermanentError } from '../errors.ts'
import type { BusConnection } from './connection.ts'

export interface RequestOptions {
  readonly headers?: MsgHdrs
  readonly timeoutMs: number
  /**
   * Send again, until the time is over, what may not have arrived: after a reconnection, or when JetStream is not ready yet.
   * Only for what the server recognises as the same by its message id, and for reads.
   */
  readonly persistent?: boolean
  readonly signal?: AbortSignal
}

/** Nobody listens on the subject. */
export class NobodyListensError extends Error {
  override readonly name = 'NobodyListensError'
}

/** The permissions of this service's NATS user do not allow it. */
export class RefusedByServerError extends PermanentError {
  override readonly name = 'RefusedByServerError'
}

interface Pending {
  readonly subject: string
  readonly payload: Uint8Array
  readonly options: RequestOptions
  readonly resolve: (answer: Msg) => void
  readonly reject: (error: unknown) => void
  timer: NodeJS.Timeout
  retry?: NodeJS.Timeout
  onAbort?: () => void
}

const NOT_READY_MS = 100

/**
 * Requests and their answers over one inbox subscription (never one each).
 * Unlike nats.js' own, a persistent request survives a reconnection, and a request can be aborted.
 */
export class Requests {
  private readonly pending = new Map<string, Pending>()
  private readonly inbox: string
  private lastToken = 0

  constructor(private readonly connection: BusConnection) {
    this.inbox = `${createInbox(connection.inboxPrefix)}.`
  }

  /** Called once, with the first connection; nats.js subscribes again by itself after a reconnection. */
  listen(nats: NatsConnection): void {
    nats.subscribe(`${this.inbox}*`, {
      callback: (error, message) => {
        if (error) this.connection.logger.error({ err: error }, 'the inbox of requests was refused')
        else this.answered(message)
      },
    })
  }

  /** Sends and waits for one answer. Rejects with BusUnavailableError when none came in time, NobodyListensError, or the signal's reason. */
  send(subject: string, payload: Uint8Array, options: RequestOptions): Promise<Msg> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason as Error)
    return new Promise((resolve, reject) => {
      const token = (this.lastToken += 1).toString(36)
      const pending: Pending = {
        subject,
        payload,
        options,
        resolve,
        reject,
        timer: setTimeout(() => this.fail(token, this.tooLate(pending)), options.timeoutMs),
      }
      this.pending.set(token, pending)
      if (options.signal) this.watch(token, pending, options.signal)
      this.connection.writes.add(() => this.transmit(token, pending))
    })
  }

  /** After a reconnection: what is persistent and still waits goes out again. */
  sendAgain(): void {
    for (const [token, pending] of this.pending) if (pending.options.persistent) this.transmit(token, pending)
  }

  /** NATS does not let us publish on a subject: its requests would wait in vain. */
  refused({ operation, subject, message }: PermissionViolationError): void {
    if (operation !== 'publish') return
    for (const [token, pending] of this.pending) {
      if (pending.subject === subject) this.fail(token, new RefusedByServerError(message))
    }
  }

  close(): void {
    for (const token of this.pending.keys()) this.fail(token, new BusUnavailableError('the bus is closed'))
  }

  private transmit(token: string, pending: Pending): void {
    if (!this.pending.has(token)) return
    if (!this.connection.isConnected) {
      if (!pending.options.persistent) this.fail(token, new BusUnavailableError('NATS is away'))
      return
    }
    try {
      this.connection.nats.publish(pending.subject, pending.payload, {
        reply: this.inbox + token,
        headers: pending.options.headers,
      })
    } catch (error) {
      this.fail(token, error)
    }
  }

  private answered(message: Msg): void {
    const token = message.subject.slice(this.inbox.length)
    const pending = this.pending.get(token)
    if (!pending) return
    const isNobody = message.data.length === 0 && message.headers?.code === 503
    if (!isNobody) {
      this.forget(token, pending)
      pending.resolve(message)
    } else if (pending.options.persistent) {
      clearTimeout(pending.retry)
      pending.retry = setTimeout(() => this.transmit(token, pending), NOT_READY_MS)
    } else {
      this.fail(token, new NobodyListensError(`nobody listens on ${pending.subject}`))
    }
  }

  private watch(token: string, pending: Pending, signal: AbortSignal): void {
    const abort = () => this.fail(token, signal.reason)
    pending.onAbort = abort
    signal.addEventListener('abort', abort, { once: true })
  }

  private fail(token: string, error: unknown): void {
    const pending = this.pending.get(token)
    if (!pending) return
    this.forget(token, pending)
    pending.reject(error)
  }

  private forget(token: string, pending: Pending): void {
    this.pending.delete(token)
    clearTimeout(pending.timer)
    clearTimeout(pending.retry)
    if (pending.onAbort) pending.options.signal?.removeEventListener('abort', pending.onAbort)
  }

  private tooLate({ subject, options, retry }: Pending): BusUnavailableError {
    const isUnheard = retry !== undefined
    const state = isUnheard ? 'JetStream is not ready, or has no stream for it' : 'NATS did not answer'
    const what = this.connection.isConnected ? state : 'NATS is away'
    return new BusUnavailableError(`${what}: nothing on ${subject} within ${options.timeoutMs} ms`)
  }
}
