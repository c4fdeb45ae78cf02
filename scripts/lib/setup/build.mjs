import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'
import { step } from '../progress.mjs'
import { runCommand } from '../run-command.mjs'

/** Compiles what is not up to date: TypeScript (`tsc -b` knows what that is) and the page. */
export async function build() {
  await step('Program compiled', () => must(['tsc', '-b'], rootFolder, 'The program does not compile'))
  const page = join(rootFolder, 'services/console')
  if (!existsSync(join(page, 'package.json'))) return
  const mark = join(page, 'dist/.sources')
  const wanted = fingerprint(page)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  await step('Page compiled', () =>
    must([join(page, 'node_modules/.bin/vite'), 'build'], page, 'The page does not compile'),
  )
  writeFileSync(mark, wanted)
}

/** @param {string[]} command @param {string} cwd @param {string} message */
async function must(command, cwd, message) {
  const result = await runCommand(command, { cwd })
  if (result.code === 0) return
  throw new Failure(
    `${message}:\n${result.stdout}${result.stderr}`,
    'If the sources are as they were cloned: rm -rf node_modules, remove the dist folders (git clean -fdX libs services), and start again.',
  )
}

/** @param {string} folder @returns {string} changes when a source file does */
function fingerprint(folder) {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /\/(node_modules|dist)\//.test(path)) continue
    hash.update(`${path} ${statSync(path).mtimeMs}\n`)
  }
  return hash.digest('hex')
}
