/** The handler can never succeed with this message: it becomes a dead letter at once. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError'
}

/** Somebody upstream says wait: the message comes again after `delayMs`, and that does not count as a failure. */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError'
  readonly delayMs: number

  constructor(why: string, options: { delayMs: number; cause?: unknown }) {
    super(why, { cause: options.cause })
    this.delayMs = options.delayMs
  }
}

/** What was to be published or asked does not fit its contract; trying again changes nothing. */
export class InvalidMessageError extends PermanentError {
  override readonly name = 'InvalidMessageError'
}

/** NATS is away, full, or did not acknowledge in time. Whether the message was stored is unknown. */
export class BusUnavailableError extends Error {
  override readonly name = 'BusUnavailableError'
}

/** The wiring of handlers, contracts or the server is broken: the service must not start. */
export class WiringError extends Error {
  override readonly name = 'WiringError'
}

export type AskFailure =
  | 'timeout'
  | 'nobody_answers'
  | 'aborted'
  | 'invalid_request'
  | 'invalid_answer'
  | 'refused'
  | 'retry_later'
  | 'failed'

/** A question was not answered. `failure` says how; `delayMs` is set when whoever was asked said to come back later. */
export class AskError extends Error {
  override readonly name = 'AskError'
  readonly failure: AskFailure
  readonly question: string
  readonly delayMs: number | undefined

  constructor(
    question: string,
    failure: AskFailure,
    message: string,
    options: { delayMs?: number; cause?: unknown } = {},
  ) {
    super(`ask.${question}: ${message}`, { cause: options.cause })
    this.question = question
    this.failure = failure
    this.delayMs = options.delayMs
  }
}
