// npm run check: types, lint, format, structure, freshness of generated files. Prints `N passed, N failed` last.
import { structureProblems } from './lib/checking/structure.mjs'
import { describeFailure } from './lib/failure.mjs'
import { rootFolder } from './lib/paths.mjs'
import { red, tell } from './lib/progress.mjs'
import { runCommand } from './lib/run-command.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { countsLine } from './lib/testing/counts.mjs'

/** Each resolves to what is wrong; nothing when all is well. @type {readonly [string, () => Promise<string>][]} */
const checks = [
  ['types of the program', () => run('tsc', '-b')],
  ['types of the page', () => run('tsc', '-p', 'services/console')],
  ['types of the tests', () => run('tsc', '-p', 'tsconfig.tests.json')],
  ['types of the scripts', () => run('tsc', '-p', 'scripts')],
  ['lint', () => run('oxlint', '--type-aware', '--deny-warnings')],
  ['format (oxfmt puts it right)', () => run('oxfmt', '--check')],
  ['structure', async () => (await structureProblems()).join('\n')],
  ['generated files', () => run(process.execPath, 'scripts/generate.mjs', '--check')],
]

try {
  await installDependencies()
  if (await onRightNode()) await checkAll()
} catch (error) {
  console.error(`\n${red(describeFailure(error))}\n\n${countsLine({ passed: 0, failed: 1, skipped: 0 })}`)
  process.exitCode = 1
}

async function checkAll() {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, check] of checks) {
    const began = performance.now()
    const problems = await check()
    counts[problems === '' ? 'passed' : 'failed']++
    tell(`${problems === '' ? '✓' : red('✗')} ${name}`, performance.now() - began)
    if (problems !== '') console.log(`${problems}\n`)
  }
  console.log(`\n${countsLine(counts)}`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}

/** @param {...string} command @returns {Promise<string>} its output when it fails */
async function run(...command) {
  const result = await runCommand(command, { cwd: rootFolder })
  return result.code === 0
    ? ''
    : `${result.stdout}${result.stderr}`.trim() || `${command.join(' ')} ended with ${result.code}`
}
