import { headerNames, readHeader } from '../headers.ts'
import type { PolicyContext } from './index.ts'
import type { Step } from './delivery.ts'

/** A message that was sent again to one durable (`Repartee-Only`) is acknowledged unrun by all others. */
export function skipForOthers(_context: PolicyContext): Step {
  return async (delivery, next) => {
    const only = readHeader(delivery.message.headers, headerNames.only)
    if (only && only !== delivery.handler.durable) return { do: 'acknowledge', why: 'not_for_us' }
    return next()
  }
}
