import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'

const HINT = 'pnpm tenant, without a command, says what there is.'

/**
 * @param {string[]} args @param {readonly string[]} texts @param {readonly string[]} [flags]
 * @returns {{ values: Record<string, any>, positionals: string[] }}
 */
export function read(args, texts, flags = []) {
  const options = Object.fromEntries([
    ...texts.map((name) => [name, { type: /** @type {const} */ ('string') }]),
    ...flags.map((name) => [name, { type: /** @type {const} */ ('boolean') }]),
  ])
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), HINT, { cause: error })
  }
}

/** @param {string[]} args @param {string} what @returns {string} */
export function first(args, what) {
  const [value] = args
  if (value === undefined || value.startsWith('--')) throw new Failure(`Say which ${what}.`, HINT)
  return value
}

/** @param {string | undefined} name */
export async function packNamed(name) {
  const { findPacks, loadPack } = await load('libs/packs/dist/index.js')
  const packs = findPacks(process.env['PACKS_DIR'] ?? join(rootFolder, 'packs'))
  const folder = packs.get(name)
  if (folder === undefined)
    throw new Failure(
      name === undefined ? 'Say which pack with --pack.' : `There is no pack "${name}".`,
      `There are: ${[...packs.keys()].join(', ')}`,
    )
  return loadPack(folder)
}

/** @param {unknown} value */
export function show(value) {
  console.log(JSON.stringify(value, null, 2))
}

/** @param {string} path */
export function load(path) {
  return import(pathToFileURL(join(rootFolder, path)).href)
}
