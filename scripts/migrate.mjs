// Brings the tables of DATABASE_URL up to date: node scripts/migrate.mjs [--seed]
// With --seed also puts in the businesses of packs/tenants.yaml (PACKS_DIR), which may be done again and again.
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { describeFailure } from './lib/failure.mjs'
import { rootFolder } from './lib/paths.mjs'

/** Tables that others refer to come first. */
const first = [
  'libs/service',
  'libs/outbox',
  'services/gateway',
  'services/booking',
  'services/followup',
  'libs/tenants',
]

const { values } = parseArgs({ options: { seed: { type: 'boolean' } } })
const databaseUrl = process.env.DATABASE_URL

/** @param {string} pattern @returns {string[]} paths below the root, those of `first` first */
function inOrder(pattern) {
  const rank = (/** @type {string} */ path) => {
    const index = first.findIndex((folder) => path.startsWith(`${folder}/`))
    return index < 0 ? first.length : index
  }
  return globSync(pattern, { cwd: rootFolder }).toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

try {
  if (!databaseUrl)
    throw new Error(
      'DATABASE_URL is not set: it says which database to bring up to date, postgres://user:password@host:5432/name',
    )
  const service = join(rootFolder, 'libs/service/dist/index.js')
  const folders = inOrder('{libs,services}/*/sql').map((folder) => join(rootFolder, folder))
  const { migrate } = await import(pathToFileURL(service).href)
  await migrate({ databaseUrl, folders, log: (/** @type {string} */ line) => console.log(line) })
  for (const file of values.seed ? inOrder('services/*/dist/seed.js') : []) {
    const { seed } = await import(pathToFileURL(join(rootFolder, file)).href)
    await seed(databaseUrl, process.env.PACKS_DIR)
    console.log(`seeded by ${dirname(dirname(file))}`)
  }
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
