import type { QuestionAnswer, QuestionRequest, bookingAdopt } from '@repartee/contracts'
import { findPacks, loadPack } from '@repartee/packs'
import type { Database } from '@repartee/service'
import { syncCalendar } from '../syncCalendar.ts'

/** Gives a tenant the calendar of its pack; what it has already stands, and changes by key. */
export async function adopt(
  database: Database,
  packsFolder: string,
  { tenant, settings }: QuestionRequest<typeof bookingAdopt>,
): Promise<QuestionAnswer<typeof bookingAdopt>> {
  const folder = findPacks(packsFolder).get(settings.pack)
  if (folder === undefined) return { outcome: 'unknown_pack' }
  const { calendar } = loadPack(folder)
  if (!calendar) return { outcome: 'no_calendar' }
  const owner = { tenant, timeZone: settings.timeZone, language: settings.defaultLanguage }
  return { outcome: (await syncCalendar(database, owner, calendar)) ? 'adopted' : 'unchanged' }
}
