import { join } from 'node:path'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'
import { withCompileCache } from './compile-cache.mjs'
import { lastLines, runCommand } from '../run-command.mjs'

/**
 * Brings the tables up to date and puts the demo clinic into them.
 * @param {NodeJS.ProcessEnv} environment
 */
export async function prepareDatabase(environment) {
  const run = [process.execPath, join(rootFolder, 'scripts/migrate.mjs'), '--seed']
  const result = await runCommand(run, { cwd: rootFolder, env: withCompileCache(environment) })
  if (result.code === 0) return
  throw new Failure(
    `The database could not be prepared:\n${lastLines(result.stdout + result.stderr, 15)}`,
    'The lines above say why. To begin with an empty database: stop everything and remove .data/servers/postgres.',
  )
}
