/**
 * npm run bench [-- --only NAME]… [--json FILE]: measures, side by side with floors and peers in one run, and prints a table.
 * NAME is the number of a row, or understanding. Exits with 1 where a figure falls below its committed floor (floors.json).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { table, type Figure } from './figures.ts'
import { intakeRow } from './rows/intake.ts'
import { killedWorkerRow } from './rows/killed-worker.ts'
import { memoryRow } from './rows/memory.ts'
import { growthRow } from './rows/growth.ts'
import { socketsRow } from './rows/sockets.ts'
import { startRow } from './rows/start.ts'
import { turnRows } from './rows/turn.ts'

const rows: { names: string[]; measure: (wants: (name: string) => boolean) => Promise<Figure[]> }[] = [
  { names: ['1', '2'], measure: turnRows },
  { names: ['5'], measure: async () => (await import('./rows/model-call.ts')).modelCallRow() },
  { names: ['6'], measure: async () => (await import('./rows/race.ts')).raceRow() },
  { names: ['7'], measure: async () => (await import('./rows/cache.ts')).cacheRow() },
  { names: ['10'], measure: socketsRow },
  { names: ['11'], measure: intakeRow },
  { names: ['12'], measure: killedWorkerRow },
  { names: ['13'], measure: memoryRow },
  { names: ['14'], measure: startRow },
  { names: ['15'], measure: growthRow },
  { names: ['understanding'], measure: async () => (await import('./rows/understanding.ts')).understandingRow() },
  { names: ['20', '21'], measure: async (wants) => (await import('./rows/business.ts')).businessRows(wants) },
]

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'string' } } })
const known = rows.flatMap(({ names }) => names)
const unknown = (values.only ?? []).filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  process.exit(2)
}
const wants = (name: string) => values.only === undefined || values.only.includes(name)
const figures: Figure[] = []
const failed: string[] = []
for (const { names, measure } of rows) {
  if (!names.some(wants)) continue
  console.error(`measuring ${names.filter(wants).join(', ')} …`)
  try {
    figures.push(...(await measure(wants)))
  } catch (error) {
    // One row that cannot be measured keeps no other from being measured; the run fails all the same.
    failed.push(names.filter(wants).join(', '))
    console.error(error)
  }
}
console.log(`\n${table(figures)}`)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)

/** The worst ratio, or figure where there is none, that may land; above the goal where a machine is slow. */
const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')) as Record<
  string,
  { ratio?: { atMost?: number; atLeast?: number }; figure?: { atMost: number } }
>
const fallen = figures.filter(({ name, ratio, figure }) => {
  const floor = floors[name]
  if (!floor) return false
  const isRatioOut =
    ratio !== null && (ratio > (floor.ratio?.atMost ?? Infinity) || ratio < (floor.ratio?.atLeast ?? -Infinity))
  return isRatioOut || figure > (floor.figure?.atMost ?? Infinity)
})
for (const { name } of fallen) console.error(`below its committed floor: ${name}`)
for (const name of failed) console.error(`could not be measured: ${name}`)
process.exit(fallen.length + failed.length > 0 ? 1 : 0)
