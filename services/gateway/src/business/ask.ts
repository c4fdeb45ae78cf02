import { AskError, type Bus } from '@repartee/bus'
import type { AnyQuestion, QuestionAnswer, QuestionRequest } from '@repartee/contracts'
import { Problem } from '@repartee/service'

/** Asks another service on behalf of a request. Throws a Problem with 503 when it does not answer. */
export async function askOrUnavailable<Q extends AnyQuestion>(
  bus: Bus,
  question: Q,
  data: QuestionRequest<Q>,
): Promise<QuestionAnswer<Q>> {
  try {
    return await bus.ask(question, data)
  } catch (error) {
    if (!(error instanceof AskError)) throw error
    const detail = `${question.service} does not answer now; try again in a moment`
    throw new Problem(503, 'Service Unavailable', { detail, cause: error })
  }
}
