import { type Calendar, findPacks, loadPack, loadTenants } from '@repartee/packs'
import { Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { fileURLToPath } from 'node:url'
import { type CalendarOwner, syncCalendar } from './syncCalendar.ts'

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url))

/** Gives the businesses of tenants.yaml the calendars of their packs; bookings stay. Needs a migrated database. */
export async function seed(databaseUrl: string, packsFolder: string = PACKS): Promise<void> {
  const folders = findPacks(packsFolder)
  const database = new Database({ url: databaseUrl, log: createLogger({ service: 'booking' }), poolSize: 1 })
  try {
    for (const { id: tenant, pack, timeZone, language } of loadTenants(packsFolder)) {
      const folder = folders.get(pack)
      const calendar = folder === undefined ? undefined : loadPack(folder).calendar
      if (calendar) await syncCalendar(database, { tenant, timeZone, language }, calendar)
    }
  } finally {
    await database.close()
  }
}

/** Gives one tenant the calendar of its pack. */
export async function syncTenant(databaseUrl: string, owner: CalendarOwner, calendar: Calendar): Promise<void> {
  const database = new Database({ url: databaseUrl, log: createLogger({ service: 'booking' }), poolSize: 1 })
  try {
    await syncCalendar(database, owner, calendar)
  } finally {
    await database.close()
  }
}
