import { annotate, attributeNames, withLogContext } from '@repartee/telemetry'
import { InvalidMessageError } from '../errors.ts'
import { decode } from '../schemas.ts'
import type { PolicyContext } from './index.ts'
import type { Step } from './delivery.ts'

/** Reads the body by the contract's schema, once. What does not fit becomes a dead letter: no delivery makes it fit. */
export function validate(_context: PolicyContext): Step {
  return async (delivery, next) => {
    const { contract } = delivery.handler
    try {
      delivery.data = decode(contract.payload, delivery.message.data, contract.name)
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) throw error
      return { do: 'bury', reason: 'invalid', detail: error.message, error }
    }
    const { turn } = delivery.data as { turn?: string | null }
    if (!turn) return next()
    annotate({ [attributeNames.turn]: turn })
    return withLogContext({ turn }, next)
  }
}
