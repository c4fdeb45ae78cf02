import type { AnyQuestion, QuestionAnswer, QuestionRequest } from '@repartee/contracts'
import { MESSAGING_SYSTEM, attributeNames, spanNames, startTimer, withSpan } from '@repartee/telemetry'
import type { Msg } from '@nats-io/transport-node'
import { NobodyListensError } from '../connection/requests.ts'
import type { BusConnection } from '../connection/connection.ts'
import { AskError, BusUnavailableError, InvalidMessageError } from '../errors.ts'
import type { AskFailure } from '../errors.ts'
import { encodeHeaders, headerNames, readHeader, traceHeaders } from '../headers.ts'
import { decode, encode } from '../schemas.ts'

export interface AskOptions {
  /** How long to wait; the question's own deadline unless told. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** An error as it travels: the body of an answer whose header says which failure it is. */
export interface AskFailureBody {
  readonly message: string
  readonly delayMs?: number
}

/** Asks and waits for the answer, checked both ways. Throws AskError. */
export async function ask<Q extends AnyQuestion>(
  connection: BusConnection,
  question: Q,
  data: QuestionRequest<Q>,
  options: AskOptions = {},
): Promise<QuestionAnswer<Q>> {
  const stopTimer = startTimer('repartee_ask_seconds')
  const attributes = {
    [attributeNames.service]: connection.service,
    [attributeNames.messagingSystem]: MESSAGING_SYSTEM,
    [attributeNames.messagingOperation]: 'ask',
    [attributeNames.messagingDestination]: question.subject,
  }
  try {
    const answer = await withSpan(spanNames.ask(question.name), { kind: 'client', attributes }, () =>
      send(connection, question, data, options),
    )
    stopTimer({ question: question.name, outcome: 'answered' })
    return answer
  } catch (error) {
    stopTimer({ question: question.name, outcome: error instanceof AskError ? error.failure : 'failed' })
    throw error
  }
}

async function send<Q extends AnyQuestion>(
  connection: BusConnection,
  question: Q,
  data: QuestionRequest<Q>,
  { timeoutMs = question.timeoutMs, signal }: AskOptions,
): Promise<QuestionAnswer<Q>> {
  const { name } = question
  const payload = checked(name, 'invalid_request', () => encode(question.request, data, `the question ${name}`))
  const headers = encodeHeaders({ ...traceHeaders(), [headerNames.waitMs]: String(timeoutMs) })
  let answer: Msg
  try {
    answer = await connection.requests.send(question.subject, payload, { headers, timeoutMs, signal })
  } catch (error) {
    if (signal?.aborted) throw new AskError(name, 'aborted', 'the question was given up', { cause: error })
    if (error instanceof NobodyListensError) {
      throw new AskError(name, 'nobody_answers', `no ${question.service} service is running`, { cause: error })
    }
    if (error instanceof BusUnavailableError) throw new AskError(name, 'timeout', error.message, { cause: error })
    throw new AskError(name, 'invalid_request', 'the question could not be sent', { cause: error })
  }
  const failure = readHeader(answer.headers, headerNames.askFailure)
  if (failure) {
    const body = answer.json<AskFailureBody>()
    throw new AskError(name, failure as AskFailure, body.message, { delayMs: body.delayMs })
  }
  return checked(name, 'invalid_answer', () =>
    decode(question.answer, answer.data, `the answer to ${name}`),
  ) as QuestionAnswer<Q>
}

function checked<Result>(question: string, failure: AskFailure, check: () => Result): Result {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidMessageError) throw new AskError(question, failure, error.message, { cause: error })
    throw error
  }
}
