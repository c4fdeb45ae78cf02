import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rootFolder } from '../paths.mjs'
import { runCommand } from '../run-command.mjs'
import { importsOf } from './imports.mjs'
import { longFiles } from './long-files.mjs'
import { fileRules, importRules } from './rules.mjs'

/**
 * @typedef {object} SourceFile
 * @property {string} path below the root
 * @property {string} package `libs/bus`, `services/gateway`, `scripts`, `tests`
 * @property {boolean} isTest
 * @property {boolean} isCore
 * @property {string} text
 */

const mostLines = 250

/**
 * Holds the rules about who may import whom, and a few more that no linter knows.
 * @returns {Promise<string[]>} one line for each break: where, what, and what would be right
 */
export async function structureProblems() {
  const list = await runCommand(['git', 'ls-files', '--cached', '--others', '--exclude-standard'], { cwd: rootFolder })
  const paths = list.stdout.split('\n').filter((path) => /\.(ts|tsx|mjs)$/.test(path))
  return paths
    .filter((path) => existsSync(join(rootFolder, path)))
    .flatMap((path) => problemsIn(path, readFileSync(join(rootFolder, path), 'utf8')))
}

/**
 * @param {string} path below the root
 * @param {string} text
 * @returns {string[]}
 */
export function problemsIn(path, text) {
  return problemsOf(sourceFile(path, text))
}

/** @param {SourceFile} file @returns {string[]} */
function problemsOf(file) {
  const imports = importsOf(file.text).map((found) => ({ ...found, target: targetOf(file, found.from) }))
  const ofImports = imports.flatMap((found) =>
    importRules
      .filter(({ breaks }) => breaks(file, found))
      .map(({ say }) => `${file.path}:${found.line} imports ${found.from}: ${say}`),
  )
  const ofFile = fileRules.filter(({ breaks }) => breaks(file)).map(({ say }) => `${file.path}: ${say}`)
  return [...ofImports, ...ofFile, ...lengthProblem(file)]
}

/** @param {SourceFile} file */
function lengthProblem({ path, text }) {
  const lines = text.split('\n').length - 1
  const hasReason = longFiles.some(({ matches }) => matches.test(path))
  if (lines <= mostLines || hasReason) return []
  return [
    `${path} has ${lines} lines: split it (at most ${mostLines}), or give a reason in scripts/lib/checking/long-files.mjs`,
  ]
}

/** @param {string} path @param {string} text @returns {SourceFile} */
function sourceFile(path, text) {
  const [top = '', name = ''] = path.split('/')
  return {
    path,
    package: top === 'libs' || top === 'services' ? `${top}/${name}` : top,
    isTest: /\.test\.(tsx?|mjs)$/.test(path) || /^(libs|services)\/[^/]+\/test\//.test(path) || top === 'tests',
    isCore: /^services\/[^/]+\/src\/core\//.test(path),
    text,
  }
}

/**
 * @param {SourceFile} file @param {string} from
 * @returns {string} a relative import as a path below the root; any other as it stands
 */
function targetOf(file, from) {
  return from.startsWith('.') ? relative(rootFolder, join(rootFolder, dirname(file.path), from)) : from
}
