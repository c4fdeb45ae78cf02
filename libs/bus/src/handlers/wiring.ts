import { events, questions } from '@repartee/contracts'
import type { AnyEvent, AnyQuestion, ServiceName } from '@repartee/contracts'
import type { MessageHandler } from '@nestjs/microservices'
import { isObservable, lastValueFrom } from 'rxjs'
import { WiringError } from '../errors.ts'
import type { Handler } from '../policies/delivery.ts'
import type { AnswerMark, Asked } from './answer.ts'
import { durableName } from './durable.ts'
import type { Incoming } from './incoming.ts'
import type { OnMark } from './on.ts'

/** A question with the method that answers it. */
export interface Answerer {
  readonly question: AnyQuestion
  readonly run: (asked: Asked) => Promise<unknown>
}

const LONGEST_GATHERED_MS = 1000
const DEFAULTS = { maxDeliveries: 8, maxRedeliveries: 8, concurrency: 64, ackPendingLimit: 4096, gatherMs: 0 } as const

/** Reads what the decorators left. Throws WiringError with all that is wrong, so that a service with broken wiring does not start. */
export function readWiring(
  service: ServiceName,
  found: ReadonlyMap<string, MessageHandler>,
): { handlers: Handler[]; answerers: Answerer[] } {
  const marked = [...found.values()].flatMap(chained)
  const handlers = marked.filter((one) => isOnMark(one.extras)).map((one) => toHandler(service, one))
  const answerers = marked.filter((one) => isAnswerMark(one.extras)).map(toAnswerer)
  const faults = [
    ...handlers.flatMap((handler) => faultsOfHandler(service, handler)),
    ...duplicates(handlers.map(({ durable }) => durable)).map(
      (durable) => `two handlers have the durable name ${durable}: give one of them @On(…, { name })`,
    ),
    ...answerers.flatMap((answerer) => faultsOfAnswerer(service, answerer)),
    ...duplicates(answerers.map(({ question }) => question.subject)).map((subject) => `two methods answer ${subject}`),
  ]
  if (faults.length > 0) throw new WiringError(`${service} is wired wrongly:\n- ${faults.join('\n- ')}`)
  return { handlers, answerers }
}

/** Nest hangs a second handler of one pattern behind the first. */
function chained(first: MessageHandler): MessageHandler[] {
  return first.next ? [first, ...chained(first.next as MessageHandler)] : [first]
}

function isOnMark(extras: unknown): extras is OnMark {
  return typeof extras === 'object' && extras !== null && 'contract' in extras
}

function isAnswerMark(extras: unknown): extras is AnswerMark {
  return typeof extras === 'object' && extras !== null && 'question' in extras
}

function toHandler(service: ServiceName, handler: MessageHandler): Handler {
  const { contract, options } = handler.extras as unknown as OnMark
  const { name, ...limits } = options
  // A chained handler would run its successor too; there is none once the wiring has been accepted.
  return {
    durable: durableName(service, contract, name),
    contract,
    ...DEFAULTS,
    ...limits,
    run: (incoming: Incoming) => runOnce(handler, incoming),
  }
}

function toAnswerer(handler: MessageHandler): Answerer {
  const { question } = handler.extras as unknown as AnswerMark
  return { question, run: (asked) => runOnce(handler, asked) }
}

/** Nest's handlers give a value, or an observable when filters or interceptors are in the way. */
async function runOnce(handler: MessageHandler, input: unknown): Promise<unknown> {
  const result: unknown = await handler(input, {})
  return isObservable(result) ? lastValueFrom(result) : result
}

function faultsOfHandler(service: ServiceName, { contract, durable, ...limits }: Handler): string[] {
  const faults: string[] = []
  if (!(events as readonly AnyEvent[]).includes(contract)) {
    faults.push(`${durable} reads ${contract.name} v${contract.version}, which is not in the catalogue of contracts`)
  } else if (!contract.readBy.includes(service)) {
    faults.push(
      `${durable}: the contract ${contract.name} does not name ${service} in readBy (${contract.readBy.join(', ')})`,
    )
  }
  if (!/^[\w-]+$/.test(durable)) faults.push(`${durable}: a name is made of letters, digits, dashes and underscores`)
  for (const limit of ['maxDeliveries', 'maxRedeliveries', 'concurrency', 'ackPendingLimit'] as const) {
    if (!Number.isInteger(limits[limit]) || limits[limit] < 1) {
      faults.push(`${durable}: ${limit} is ${limits[limit]}; it must be a whole number from 1`)
    }
  }
  if (!Number.isInteger(limits.gatherMs) || limits.gatherMs < 0 || limits.gatherMs > LONGEST_GATHERED_MS) {
    faults.push(
      `${durable}: gatherMs is ${limits.gatherMs}; it must be a whole number from 0 to ${LONGEST_GATHERED_MS}`,
    )
  }
  return faults
}

function faultsOfAnswerer(service: ServiceName, { question }: Answerer): string[] {
  if (!(questions as readonly AnyQuestion[]).includes(question)) {
    return [`${question.subject} is answered but is not in the catalogue of contracts`]
  }
  return question.service === service
    ? []
    : [`${question.subject} is ${question.service}'s to answer, not ${service}'s`]
}

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
