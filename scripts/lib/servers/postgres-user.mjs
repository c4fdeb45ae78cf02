import { chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { runCommand } from '../run-command.mjs'

/**
 * @typedef {object} PostgresUser
 * @property {string} programs the folder with initdb and postgres
 * @property {string} data the folder for the database's files
 * @property {string[]} prefix put before each command
 * @property {{ uid: number, gid: number }} [owner]
 */

const nobody = { uid: 65534, gid: 65534 }

/**
 * Postgres refuses to run as root, or as a user without a name. For these: in a user namespace where root is called nobody (the files stay root's);
 * where namespaces are forbidden, as in many containers, root runs it really as nobody, with folders that nobody can reach.
 * @param {string} programs
 * @param {string} data
 * @returns {Promise<PostgresUser>}
 */
export async function postgresUser(programs, data) {
  mkdirSync(dirname(data), { recursive: true })
  if (process.getuid?.() !== 0 && hasName()) return { programs, data, prefix: [] }
  const namespace = ['unshare', '-U', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--']
  const isOursAlready = !existsSync(data) || statSync(data).uid === process.getuid?.()
  if (isOursAlready && (await runCommand([...namespace, 'true'])).code === 0)
    return { programs, data, prefix: namespace }
  if (process.getuid?.() !== 0) return { programs, data, prefix: [] }
  return { ...(await reachableFolders(programs, data)), prefix: [], owner: nobody }
}

/** Whether the system knows our user; a container may run as a number alone. */
function hasName() {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}

/**
 * Each folder as given when nobody may enter it; else a copy of the programs, and another data folder, in /var/tmp.
 * @param {string} programs @param {string} data
 */
async function reachableFolders(programs, data) {
  return {
    programs: (await mayEnter(programs)) ? programs : copyOfPrograms(programs),
    data: (await mayEnter(dirname(data))) ? data : `/var/tmp/repartee-data-${shortHash(data)}`,
  }
}

/** @param {string} folder */
async function mayEnter(folder) {
  return (await runCommand(['test', '-x', folder], nobody)).code === 0
}

/** @param {string} programs */
function copyOfPrograms(programs) {
  const copy = `/var/tmp/repartee-postgres-${shortHash(programs)}`
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    cpSync(dirname(programs), draft, { recursive: true, verbatimSymlinks: true })
    chownSync(draft, nobody.uid, nobody.gid)
    renameSync(draft, copy)
  }
  return join(copy, 'bin')
}

/** @param {string} text */
function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
