import type { AnyQuestion, QuestionAnswer, QuestionRequest } from '@repartee/contracts'
import { MessagePattern } from '@nestjs/microservices'
import { letErrorsThrough } from './pass-through.filter.ts'
import { JETSTREAM } from './transport.ts'

/** A question as its handler gets it: validated, with the time that is left. */
export interface Asked<Q extends AnyQuestion = AnyQuestion> {
  readonly question: Q
  readonly data: QuestionRequest<Q>
  readonly traceparent: string | undefined
  readonly requestId: string | undefined
  /** Aborted when whoever asked has stopped waiting, or this replica stops. */
  readonly signal: AbortSignal
}

/** What `@Answer` leaves on a method for the strategy to find. */
export interface AnswerMark {
  readonly question: AnyQuestion
}

type Answers<Q extends AnyQuestion> = (asked: Asked<Q>) => Promise<QuestionAnswer<Q>>

/** Makes a controller's method answer a question; a method that does not fit it does not compile. */
export function Answer<Q extends AnyQuestion>(question: Q) {
  return <Method extends Answers<Q>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const mark: AnswerMark = { question }
    const decorate: MethodDecorator = MessagePattern(question.subject, JETSTREAM, { ...mark })
    decorate(target, key, descriptor)
    letErrorsThrough(descriptor)
  }
}
