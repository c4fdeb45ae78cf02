import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Failure, errorCode } from './failure.mjs'
import { cacheFolder } from './paths.mjs'
import { findProgram } from './processes.mjs'
import { lastLines, runCommand } from './run-command.mjs'

/**
 * @typedef {object} DebianSource
 * @property {string} [suite] a suite of Debian's archive; unset: whatever this machine's own sources offer
 * @property {boolean} [dependencies] also what the packages need and this machine has not
 * @property {Record<string, string>} [sha256] per file name: checked after the download
 */

/** @returns {boolean} whether packages can be fetched here without installing them */
export function hasApt() {
  return ['apt-get', 'dpkg', 'dpkg-deb'].every((program) => findProgram(program) !== undefined)
}

/**
 * Downloads Debian packages and unpacks them below the cache folder; nothing is installed and no root is needed.
 * @param {string} name the folder's name in the cache
 * @param {string[]} packages
 * @param {DebianSource} [source]
 * @returns {Promise<string>} the folder that now holds `usr/…`
 */
export async function unpackDebian(name, packages, source = {}) {
  const target = join(cacheFolder, name)
  if (existsSync(target)) return target
  mkdirSync(cacheFolder, { recursive: true })
  const work = mkdtempSync(join(cacheFolder, `.${name}-`))
  try {
    const options = aptOptions(work, source.suite)
    const wanted = source.dependencies ? await withDependencies(packages, options) : packages
    await download(wanted, options, work, source.suite === undefined)
    for (const file of readdirSync(work).filter((entry) => entry.endsWith('.deb'))) {
      checkSum(join(work, file), source.sha256?.[file])
      await must(['dpkg-deb', '-x', join(work, file), join(work, 'tree')], `${file} can not be unpacked.`)
    }
    // Another process may have been quicker: its folder is as good as ours.
    if (!existsSync(target)) moveFolder(join(work, 'tree'), target)
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} from @param {string} to */
function moveFolder(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error
    cpSync(from, to, { recursive: true, force: true })
  }
}

/**
 * Options that make apt work in private folders, as any user; with a suite, on Debian's archive alone.
 * @param {string} work @param {string | undefined} suite
 */
function aptOptions(work, suite) {
  mkdirSync(join(work, 'lists/partial'), { recursive: true })
  mkdirSync(join(work, 'cache/archives/partial'), { recursive: true })
  const shared = [
    '-o', `Dir::Cache=${join(work, 'cache')}`,
    '-o', 'Debug::NoLocking=1',
    '-o', 'APT::Sandbox::User=',
    '-o', 'Acquire::Languages=none',
    '-o', 'Acquire::Retries=2',
  ] // prettier-ignore
  const ownLists = ['-o', `Dir::State::Lists=${join(work, 'lists')}`]
  if (suite === undefined) return { machine: shared, fresh: [...shared, ...ownLists] }
  const list = join(work, 'sources.list')
  writeFileSync(list, `deb [${signature()}] ${debianAddress()} ${suite} main\n`)
  const fresh = [...shared, ...ownLists, '-o', `Dir::Etc::sourcelist=${list}`, '-o', 'Dir::Etc::sourceparts=-']
  return { machine: fresh, fresh }
}

/** Debian's own key where there is one; else (Ubuntu) the pinned checksum of the file alone decides. */
function signature() {
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  return existsSync(keyring) ? `signed-by=${keyring}` : 'trusted=yes'
}

/**
 * @returns {string} the address of Debian's archive that this machine uses, or that DEBIAN_ARCHIVE names
 * @throws Failure where neither is there, as on Ubuntu
 */
export function debianAddress() {
  const folder = '/etc/apt/sources.list.d'
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []),
  ]
  for (const file of files.filter((path) => existsSync(path) && /\.(list|sources)$/.test(path))) {
    const address = /^\s*(?:deb\s+(?:\[[^\]]*\]\s+)?|URIs:\s*)(https?:\/\/\S*\/debian\/?)(?:\s|$)/m.exec(
      readFileSync(file, 'utf8'),
    )
    if (address?.[1]) return address[1]
  }
  const named = process.env['DEBIAN_ARCHIVE']
  if (named) return named
  throw new Failure(
    'No address of Debian’s archive stands in this machine’s apt sources.',
    'Set DEBIAN_ARCHIVE to the address of a Debian mirror, or put nats-server 2.10 or newer on the PATH, and start again.',
  )
}

/**
 * @param {string[]} packages @param {{ machine: string[], fresh: string[] }} options
 * @returns {Promise<string[]>} the packages and all that they need and that is not installed
 */
async function withDependencies(packages, options) {
  for (const lists of [options.machine, options.fresh]) {
    if (lists === options.fresh) await runCommand(['apt-get', ...lists, '-q', 'update'])
    const plan = await runCommand(['apt-get', ...lists, '-s', '--no-install-recommends', 'install', ...packages])
    const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => String(match[1]))
    if (plan.code === 0) return [...new Set([...packages, ...names])]
  }
  return packages
}

/**
 * @param {string[]} packages @param {{ machine: string[], fresh: string[] }} options
 * @param {string} folder @param {boolean} mayTryMachineLists
 */
async function download(packages, options, folder, mayTryMachineLists) {
  const at = { cwd: folder }
  if (
    mayTryMachineLists &&
    (await runCommand(['apt-get', ...options.machine, '-q', 'download', ...packages], at)).code === 0
  )
    return
  const update = await runCommand(['apt-get', ...options.fresh, '-q', 'update'], at)
  const result = await runCommand(['apt-get', ...options.fresh, '-q', 'download', ...packages], at)
  if (result.code === 0) return
  throw new Failure(
    `${packages[0]} can not be downloaded with apt-get:\n${lastLines(update.stderr + result.stderr, 6)}`,
    'Check the network and the apt sources (apt-get update shows the same error), then start again.',
  )
}

/** @param {string} file @param {string | undefined} expected */
function checkSum(file, expected) {
  if (expected === undefined) {
    if (signature() === 'trusted=yes' && file.includes('nats')) throw wrongSum(file, 'none is known for this file')
    return
  }
  const actual = createHash('sha256').update(readFileSync(file)).digest('hex')
  if (actual !== expected) throw wrongSum(file, `${expected} expected, ${actual} found`)
}

/** @param {string} file @param {string} detail */
function wrongSum(file, detail) {
  return new Failure(
    `The checksum of ${file} is wrong: ${detail}.`,
    'Start again; if it stays, install the program yourself.',
  )
}

/** @param {string[]} command @param {string} message */
async function must(command, message) {
  const result = await runCommand(command)
  if (result.code !== 0)
    throw new Failure(`${message}\n${lastLines(result.stderr, 4)}`, 'Is the disk full? (df -h) Then start again.')
}
