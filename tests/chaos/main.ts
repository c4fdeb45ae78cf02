/**
 * npm run chaos [-- --only NAME]… [--short] [--json FILE]: breaks a running system in every way that is promised to do no
 * harm, looks from outside at what contacts received and what stands in the database, and prints a table. NAME is the
 * number of a row. Exits with 1 where a promise does not hold; in the short play, which runs on whatever machine checks a
 * change, promises of time are shown and decide nothing.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { table, type Figure } from '../bench/figures.ts'
import { all, NO_APOLOGY } from './promises.ts'
import { bursts } from './rows/bursts.ts'
import { duplicates } from './rows/duplicates.ts'
import { followUpKilled } from './rows/follow-ups.ts'
import { synced } from './rows/fsync.ts'
import { kills, rollingRestart } from './rows/kills.ts'
import { bookingKilled } from './rows/outbox.ts'
import { overload } from './rows/overload.ts'
import { poison } from './rows/poison.ts'
import { rivals } from './rows/rivals.ts'
import { lostAnswers } from './rows/sends.ts'
import { brokerGone, postgresGone, redisGone } from './rows/servers.ts'
import { storeFull } from './rows/store-full.ts'
import { short, Stage, whole } from './stage.ts'

const rows: Record<string, { play: (stage: Stage) => Promise<Figure[]>; isShort: boolean }> = {
  '1': { play: kills, isShort: true },
  '2': { play: rollingRestart, isShort: false },
  '3': { play: brokerGone, isShort: true },
  '4': { play: redisGone, isShort: true },
  '5': { play: postgresGone, isShort: true },
  '7': { play: duplicates, isShort: true },
  '8': { play: bursts, isShort: true },
  '9': { play: rivals, isShort: true },
  '10': { play: bookingKilled, isShort: false },
  '11': { play: followUpKilled, isShort: false },
  '14': { play: storeFull, isShort: true },
  '15': { play: poison, isShort: true },
  '16': { play: overload, isShort: false },
  '17': { play: synced, isShort: false },
  '18': { play: lostAnswers, isShort: true },
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
})
const unknown = (values.only ?? []).filter((name) => rows[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}; there are: ${Object.keys(rows).join(', ')}`)
  process.exit(2)
}
const wanted = Object.entries(rows).filter(
  ([name, { isShort }]) => values.only?.includes(name) ?? (isShort || !values.short),
)

const figures: Figure[] = []
const stage = await Stage.open(values.short ? short : whole)
const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort())
try {
  for (const [name, { play }] of wanted) {
    if (stopping.signal.aborted) break
    const startedAt = performance.now()
    figures.push(...(await play(stage).catch((error: unknown) => [broken(name, error)])))
    console.error(`row ${name} was played in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
} finally {
  await stage.close()
}
console.log(`\n${table(figures)}`)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
const deciding = figures.filter((figure) => !values.short || !isOfTime(figure))
const kept = deciding.filter(({ met }) => met).length
console.log(`\n${kept} passed, ${deciding.length - kept} failed`)
process.exit(kept === deciding.length && !stopping.signal.aborted ? 0 : 1)

function isOfTime({ unit, reach }: Figure): boolean {
  return unit === 's' || reach === NO_APOLOGY
}

/** A row that could not be played to its end. */
function broken(name: string, error: unknown): Figure {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return all(`${name} played to its end`, 0, 1, 'rows', [why])
}
