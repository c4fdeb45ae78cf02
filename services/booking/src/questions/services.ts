import type { QuestionAnswer, QuestionRequest, bookingServices } from '@repartee/contracts'
import { resourcesFor } from '../core/calendar.ts'
import type { Desks } from '../desk.ts'

/** What can be booked, and with whom. */
export async function services(
  desks: Desks,
  { tenant }: QuestionRequest<typeof bookingServices>,
  signal: AbortSignal,
): Promise<QuestionAnswer<typeof bookingServices>> {
  return desks.open({ tenant, signal }, async ({ calendar }) => ({
    services: calendar.services
      .filter(({ isRetired }) => !isRetired)
      .map((service) => ({
        id: service.id,
        key: service.key,
        name: service.name,
        durationMinutes: service.durationMinutes,
        resources: resourcesFor(calendar, service, null).map(({ id, key, name }) => ({ id, key, name })),
      })),
  }))
}
