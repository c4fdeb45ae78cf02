import { findPacks, loadPack } from '@repartee/packs'
import { Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { fileURLToPath } from 'node:url'
import { syncCalendar } from './syncCalendar.ts'

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url))
const DEMOS = [
  { tenant: 'demo-clinic', pack: 'clinic', timeZone: 'Europe/Madrid', language: 'en' },
  { tenant: 'demo-sales', pack: 'sales', timeZone: 'Europe/Berlin', language: 'en' },
] as const

/** Gives the demo tenants the calendars of their packs; bookings stay. Needs a migrated database. */
export async function seed(databaseUrl: string, packsFolder: string = PACKS): Promise<void> {
  const folders = findPacks(packsFolder)
  const database = new Database({ url: databaseUrl, log: createLogger({ service: 'booking' }), poolSize: 1 })
  try {
    for (const { pack, ...demo } of DEMOS) {
      const folder = folders.get(pack)
      if (!folder) throw new Error(`there is no pack "${pack}" in ${packsFolder}; it must hold ${pack}/pack.yaml`)
      const { calendar } = loadPack(folder)
      if (!calendar) throw new Error(`the pack in ${folder} has no calendar; it must have the section "calendar"`)
      await syncCalendar(database, demo, calendar)
    }
  } finally {
    await database.close()
  }
}
