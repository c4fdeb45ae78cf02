import type { CalendarResource } from './calendar.ts'
import type { Span } from './span.ts'

/** Resources with the least taken time first; equal ones keep the calendar's order. */
export function leastBusyFirst(
  resources: readonly CalendarResource[],
  busy: ReadonlyMap<string, readonly Span[]>,
): CalendarResource[] {
  const taken = new Map(resources.map(({ id }) => [id, total(busy.get(id) ?? [])]))
  return resources.toSorted((a, b) => taken.get(a.id)! - taken.get(b.id)!)
}

function total(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0)
}
