import type { QuestionAnswer, QuestionRequest, bookingCalendarFile } from '@repartee/contracts'
import type { Client, Database } from '@repartee/service'
import { entryForContact, feedOf } from '../calendarFiles.ts'
import type { CalendarLinks } from '../calendarLinks.ts'
import { type CalendarToken, readCalendarToken } from '../core/calendarToken.ts'
import { calendarFile as fileOf } from '../core/ics.ts'

type Answer = QuestionAnswer<typeof bookingCalendarFile>

/** How often who subscribed to a feed may look again. */
const REFRESH_MINUTES = 15

/** What a signed link opens. A booking that was cancelled says so; one that is gone, and a feed with another number, is unknown. */
export async function calendarFile(
  database: Database,
  links: CalendarLinks,
  { token }: QuestionRequest<typeof bookingCalendarFile>,
): Promise<Answer> {
  const opened = links.secret === undefined ? null : readCalendarToken(token, links.secret)
  if (opened === null) return { outcome: 'unknown' }
  return database.inTenant(opened.tenant, (client) => open(client, opened))
}

async function open(client: Client, token: CalendarToken): Promise<Answer> {
  if (token.of === 'resource') {
    const feed = await feedOf(client, token.id, token.number)
    if (!feed) return { outcome: 'unknown' }
    return { outcome: 'found', name: 'calendar.ics', body: fileOf({ ...feed, refreshMinutes: REFRESH_MINUTES }) }
  }
  const entry = await entryForContact(client, token.id)
  if (!entry) return { outcome: 'unknown' }
  return { outcome: 'found', name: 'appointment.ics', body: fileOf({ name: entry.summary, entries: [entry] }) }
}
