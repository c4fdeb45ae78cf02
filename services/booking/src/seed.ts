import { findPacks, loadPack } from '@repartee/packs'
import { Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { fileURLToPath } from 'node:url'
import { syncCalendar } from './syncCalendar.ts'

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url))
const DEMO = { tenant: 'demo-clinic', timeZone: 'Europe/Madrid', language: 'en' } as const

/** Gives the demo tenant the calendar of the clinic's pack; bookings stay. Needs a migrated database. */
export async function seed(databaseUrl: string, packsFolder: string = PACKS): Promise<void> {
  const folder = findPacks(packsFolder).get('clinic')
  if (!folder) throw new Error(`there is no pack "clinic" in ${packsFolder}; it must hold clinic/pack.yaml`)
  const { calendar } = loadPack(folder)
  if (!calendar) throw new Error(`the pack in ${folder} has no calendar; it must have the section "calendar"`)
  const database = new Database({ url: databaseUrl, log: createLogger({ service: 'booking' }), poolSize: 1 })
  try {
    await syncCalendar(database, DEMO, calendar)
  } finally {
    await database.close()
  }
}
