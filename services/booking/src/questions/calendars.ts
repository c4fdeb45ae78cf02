import type { QuestionAnswer, QuestionRequest, bookingCalendars } from '@repartee/contracts'
import type { Database } from '@repartee/service'
import type { CalendarLinks } from '../calendarLinks.ts'

type Resource = QuestionAnswer<typeof bookingCalendars>['resources'][number]
type Row = Omit<Resource, 'feed'> & { feed_number: number }

/** Who can be booked, with the links to their feeds, and how it goes with their calendars elsewhere. */
export async function calendars(
  database: Database,
  links: CalendarLinks,
  { tenant }: QuestionRequest<typeof bookingCalendars>,
): Promise<QuestionAnswer<typeof bookingCalendars>> {
  const rows = await database.inTenant(tenant, async (client) => {
    const read = await client.query<Row>(
      `SELECT id, key, name, feed_number, (
         SELECT coalesce(json_agg(json_build_object(
           'id', c.id, 'kind', c.kind, 'address', c.address, 'readAt', ${utc('c.read_at')},
           'waiting', w.waiting, 'failingSince', ${utc('coalesce(c.failing_since, w.failing_since)')},
           'failure', coalesce(c.failure, w.failure)) ORDER BY c.address), '[]')
         FROM booking.outside_calendar c
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS waiting, min(e.failing_since) AS failing_since, max(e.failure) AS failure
           FROM booking.outside_event e
           WHERE e.calendar_id = c.id AND e.written_revision IS DISTINCT FROM e.wanted_revision
         ) w
         WHERE c.resource_id = resource.id AND c.is_active) AS outside
       FROM booking.resource WHERE NOT is_retired ORDER BY position`,
    )
    return read.rows
  })
  return {
    resources: rows.map(({ feed_number, ...resource }) => ({
      ...resource,
      feed: links.ofResource(tenant, resource.id, feed_number) ?? null,
    })),
  }
}

/** An instant as the contracts have it. */
function utc(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
