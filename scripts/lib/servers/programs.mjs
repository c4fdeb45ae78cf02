import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hasApt, unpackDebian } from '../debian.mjs'
import { Failure } from '../failure.mjs'
import { findProgram } from '../processes.mjs'

/**
 * @typedef {{ path: string, env: Record<string, string> }} Program
 * An executable, and what its environment needs (libraries of unpacked packages).
 */

// Debian trixie's package: a single file that runs on older Debian and on Ubuntu too.
const natsVersion = '2.10.27'
const natsChecksums = {
  'nats-server_2.10.27-1+b2_amd64.deb': '6d913ac987b78734c08537c2adeb1526cf735f216173a9170d94b185fcfe6f8a',
  'nats-server_2.10.27-1+b2_arm64.deb': '0c9a617510b28c1b4fb4a38aabea6ab8cd7f026247f2abdff8b955b2278ce049',
}

/**
 * nats-server, at least 2.10 (2.9 knows no `sync_interval: always` and does not recover from a full disk).
 * @returns {Promise<Program>}
 */
export async function natsProgram() {
  const system = findProgram('nats-server')
  if (system !== undefined && isAtLeast(versionOf(system, ['--version']), [2, 10])) return { path: system, env: {} }
  if (!hasApt()) throw missing('nats-server 2.10 or later', 'nats-server', 'NATS_URL=nats://127.0.0.1:4222')
  const folder = await unpackDebian(`nats-${natsVersion}`, ['nats-server'], { suite: 'trixie', sha256: natsChecksums })
  return unpackedProgram(folder, 'nats-server')
}

/**
 * redis-server, at least 6.
 * @returns {Promise<Program>}
 */
export async function redisProgram() {
  const system = findProgram('redis-server')
  if (system !== undefined && isAtLeast(versionOf(system, ['--version']), [6, 0])) return { path: system, env: {} }
  if (!hasApt()) throw missing('redis-server 6 or later', 'redis', 'REDIS_URL=redis://127.0.0.1:6379')
  return unpackedProgram(
    await unpackDebian('redis', ['redis-server', 'redis-tools'], { dependencies: true }),
    'redis-server',
  )
}

/**
 * espeak-ng, which speaks without any account; undefined where it can not be had, since only speech needs it.
 * @returns {Promise<Program | undefined>}
 */
export async function espeakProgram() {
  const system = findProgram('espeak-ng')
  if (system !== undefined) return { path: system, env: {} }
  if (!hasApt()) return undefined
  const folder = await unpackDebian('espeak-ng', ['espeak-ng', 'espeak-ng-data'], { dependencies: true })
  const data = filesBelow(folder).find((path) => path.endsWith('/espeak-ng-data/phontab'))
  const program = unpackedProgram(folder, 'espeak-ng')
  return data === undefined
    ? program
    : { ...program, env: { ...program.env, ESPEAK_DATA_PATH: data.replace('/phontab', '') } }
}

/** @param {string} folder @param {string} name @returns {Program} */
function unpackedProgram(folder, name) {
  const files = filesBelow(folder)
  const path = files.find((file) => file.endsWith(`bin/${name}`))
  if (path === undefined)
    throw new Failure(`${name} is not in its package (${folder}).`, `Delete ${folder} and start again.`)
  const libraries = [...new Set(files.filter((file) => /\.so(\.|$)/.test(file)).map((file) => join(file, '..')))]
  return { path, env: libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(':') } }
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** @param {string} program @param {string[]} args */
function versionOf(program, args) {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(execFileSync(program, args, { encoding: 'utf8' }))
  return match === null ? [0, 0] : [Number(match[1]), Number(match[2])]
}

/** @param {number[]} version @param {[number, number]} wanted */
function isAtLeast([major = 0, minor = 0], [wantedMajor, wantedMinor]) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** @param {string} what @param {string} brewName @param {string} setting */
function missing(what, brewName, setting) {
  return new Failure(
    `${what} is not installed, and this machine has no apt-get to fetch it with.`,
    [
      `macOS:           brew install ${brewName}`,
      `Fedora:          dnf install ${brewName}`,
      `any, by Docker:  docker compose up`,
      `or use one that runs elsewhere: ${setting} npm start`,
    ].join('\n'),
  )
}
