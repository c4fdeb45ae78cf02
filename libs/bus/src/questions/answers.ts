import type { Msg, MsgHdrs, Subscription as NatsSubscription } from '@nats-io/transport-node'
import { MESSAGING_SYSTEM, attributeNames, spanNames, withLogContext, withSpan } from '@repartee/telemetry'
import { randomUUID } from 'node:crypto'
import type { BusConnection } from '../connection/connection.ts'
import { InvalidMessageError, PermanentError, RetryLaterError } from '../errors.ts'
import type { AskFailure } from '../errors.ts'
import type { Answerer } from '../handlers/wiring.ts'
import { encodeHeaders, headerNames, readHeader, traceHeaders } from '../headers.ts'
import { decode, encode } from '../schemas.ts'
import type { AskFailureBody } from './ask.ts'

/** Answers one question, in a queue group with the service's other replicas; errors travel to whoever asked as data. */
export class Answers {
  private subscription: NatsSubscription | undefined
  private readonly running = new Set<Promise<void>>()
  private readonly stopping = new AbortController()

  constructor(
    private readonly connection: BusConnection,
    private readonly answerer: Answerer,
  ) {}

  /** At the first connection; nats.js subscribes again by itself. */
  start(): void {
    this.subscription ??= this.connection.nats.subscribe(this.answerer.question.subject, {
      queue: this.connection.service,
      callback: (error, message) => {
        if (error) this.connection.logger.error({ err: error }, 'answering was refused')
        else this.take(message)
      },
    })
  }

  /** No new questions; those that are being answered may finish within `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    if (this.connection.isConnected) await this.subscription?.drain()
    const timer = setTimeout(() => this.stopping.abort(new Error('this replica stops')), limitMs)
    await Promise.all(this.running)
    clearTimeout(timer)
  }

  private take(message: Msg): void {
    const work = this.answer(message).finally(() => this.running.delete(work))
    this.running.add(work)
  }

  private async answer(message: Msg): Promise<void> {
    const { question } = this.answerer
    const request = readHeader(message.headers, headerNames.requestId) ?? randomUUID()
    const span = {
      kind: 'server' as const,
      parent: readHeader(message.headers, headerNames.traceparent) ?? '',
      attributes: {
        [attributeNames.service]: this.connection.service,
        [attributeNames.messagingSystem]: MESSAGING_SYSTEM,
        [attributeNames.messagingOperation]: 'answer',
        [attributeNames.messagingDestination]: question.subject,
        [attributeNames.request]: request,
      },
    }
    try {
      const payload = await withLogContext({ request }, () =>
        withSpan(spanNames.answer(question.name), span, () => this.run(message, request)),
      )
      this.respond(message, payload, encodeHeaders(traceHeaders()))
    } catch (error) {
      this.respondWithFailure(message, error)
    }
  }

  private async run(message: Msg, requestId: string): Promise<Uint8Array> {
    const { question, run } = this.answerer
    let data: unknown
    try {
      data = decode(question.request, message.data, `the question ${question.name}`)
    } catch (error) {
      if (error instanceof InvalidMessageError) throw new InvalidQuestionError(error.message)
      throw error
    }
    const waitMs = Number(readHeader(message.headers, headerNames.waitMs) ?? question.timeoutMs)
    const signal = AbortSignal.any([AbortSignal.timeout(waitMs), this.stopping.signal])
    const traceparent = readHeader(message.headers, headerNames.traceparent)
    const answer = await run({ question, data, traceparent, requestId, signal })
    return encode(question.answer, answer, `the answer to ${question.name}`)
  }

  private respondWithFailure(message: Msg, error: unknown): void {
    const { question } = this.answerer
    const failure = failureOf(error)
    if (failure === 'failed' || failure === 'invalid_answer') {
      this.connection.logger.error({ question: question.name, err: error }, 'a question could not be answered')
    }
    const body: AskFailureBody = {
      message: error instanceof Error ? error.message : String(error),
      ...(error instanceof RetryLaterError ? { delayMs: error.delayMs } : {}),
    }
    const headers = encodeHeaders({ ...traceHeaders(), [headerNames.askFailure]: failure })
    this.respond(message, JSON.stringify(body), headers)
  }

  private respond(message: Msg, payload: Uint8Array | string, headers: MsgHdrs): void {
    this.connection.writes.add(() => {
      if (this.connection.canPublish) message.respond(payload, { headers })
    })
  }
}

class InvalidQuestionError extends Error {
  override readonly name = 'InvalidQuestionError'
}

function failureOf(error: unknown): AskFailure {
  if (error instanceof InvalidQuestionError) return 'invalid_request'
  if (error instanceof InvalidMessageError) return 'invalid_answer'
  if (error instanceof PermanentError) return 'refused'
  if (error instanceof RetryLaterError) return 'retry_later'
  return 'failed'
}
