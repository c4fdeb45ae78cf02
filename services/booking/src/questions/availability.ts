import type { QuestionAnswer, QuestionRequest, bookingAvailability } from '@repartee/contracts'
import { resourcesFor, serviceOf } from '../core/calendar.ts'
import type { Desks } from '../desk.ts'
import { firstOpenings } from '../openings.ts'

/** The first free starts in a window. With any resource each start comes once, with whoever has the least to do. */
export async function availability(
  desks: Desks,
  request: QuestionRequest<typeof bookingAvailability>,
  signal: AbortSignal,
): Promise<QuestionAnswer<typeof bookingAvailability>> {
  return desks.open({ tenant: request.tenant, signal }, async (desk) => {
    const service = serviceOf(desk.calendar, request.service)
    if (!service) return { outcome: 'unknown_service' }
    const resources = resourcesFor(desk.calendar, service, request.resource)
    if (resources.length === 0) return { outcome: 'unknown_resource' }
    const window = { start: Date.parse(request.from), end: Date.parse(request.to), limit: request.limit }
    return { outcome: 'free', openings: await firstOpenings(desk, service, resources, window) }
  })
}
