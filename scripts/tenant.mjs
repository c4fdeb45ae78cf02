// Looks after tenants: node scripts/tenant.mjs <command> … (npm run tenant -- <command> …); without a command it says what there is.
import { join } from 'node:path'
import { Failure, describeFailure } from './lib/failure.mjs'
import { dataFolder, rootFolder } from './lib/paths.mjs'
import { build } from './lib/setup/build.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { readSettings } from './lib/system/settings.mjs'
import { commands, usage } from './lib/tenants/commands.mjs'
import { openStores } from './lib/tenants/stores.mjs'

try {
  await installDependencies()
  if (await onRightNode()) await run(process.argv.slice(2))
} catch (error) {
  console.error(`\n${describeFailure(error)}\n`)
  process.exitCode = 1
}

/** @param {string[]} args */
async function run(args) {
  const name = Object.keys(commands).find((words) => words.split(' ').every((word, index) => args[index] === word))
  if (name === undefined) {
    if (args.length > 0 && args[0] !== 'help')
      throw new Failure(`There is no command "${args.slice(0, 2).join(' ')}".`, usage())
    console.log(usage())
    return
  }
  await build()
  const settings = readSettings(join(rootFolder, '.env'))
  const stores = await openStores(settings, dataFolder)
  try {
    const command = commands[name]
    if (command) await command.run(args.slice(name.split(' ').length), stores)
  } catch (error) {
    if (error instanceof Error && error.name === 'TenantError') throw new Failure(error.message, command(name))
    throw error
  } finally {
    await stores.close()
  }
}

/** @param {string} name */
function command(name) {
  return `pnpm tenant ${name} ${commands[name]?.parameters ?? ''}`
}
