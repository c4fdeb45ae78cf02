// npm test [-- <files or vitest options>]: sets everything up, runs all tests, prints `N passed, N failed` last.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeFailure } from './lib/failure.mjs'
import { rootFolder } from './lib/paths.mjs'
import { red, step } from './lib/progress.mjs'
import { espeakProgram, natsProgram, redisProgram } from './lib/servers/programs.mjs'
import { build } from './lib/setup/build.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { onStopRequest } from './lib/stopping.mjs'
import { countsLine, none, sum } from './lib/testing/counts.mjs'
import { openTemporaryFolder } from './lib/testing/temporary-folder.mjs'
import { runVitest } from './lib/testing/vitest.mjs'

const oneFailure = { ...none, failed: 1 }
const stopping = new AbortController()

try {
  await installDependencies()
  if (await onRightNode()) {
    onStopRequest({ drain: () => stopping.abort(), endNow: () => process.exit(1) })
    report(await runAll(process.argv.slice(2)))
  }
} catch (error) {
  console.error(`\n${red(describeFailure(error))}\n`)
  report(oneFailure)
}

/** @param {string[]} args */
async function runAll(args) {
  await step('Servers’ programs at hand', () => Promise.all([natsProgram(), redisProgram()]))
  const speaker = await espeakProgram()
  // Unit and integration tests run on the sources: they have something to say even when the build fails.
  let counts = await builds()
  const folder = openTemporaryFolder()
  const env = {
    ...process.env,
    ...speaker?.env,
    ...(speaker ? { ESPEAK_PATH: speaker.path } : {}),
    TMPDIR: folder.path,
    NODE_ENV: 'test',
  }
  try {
    const options = { env, folder: folder.path, stop: stopping.signal }
    counts = sum(counts, await runVitest('unit-and-integration', args, options))
    const wholeSystem = 'tests/vitest.e2e.config.ts'
    if (args.length === 0 && !stopping.signal.aborted && existsSync(join(rootFolder, wholeSystem))) {
      counts = sum(counts, await runVitest('end-to-end', ['--config', wholeSystem], options))
    }
  } finally {
    const left = await folder.close()
    for (const command of left) console.error(red(`left running, and ended now: ${command}`))
    if (left.length > 0 && !stopping.signal.aborted) counts = sum(counts, oneFailure)
  }
  if (!stopping.signal.aborted) return counts
  console.error(red('stopped before the end'))
  return sum(counts, oneFailure)
}

async function builds() {
  try {
    await build()
    return none
  } catch (error) {
    console.error(`\n${red(describeFailure(error))}\n`)
    return oneFailure
  }
}

/** @param {import('./lib/testing/counts.mjs').Counts} counts */
function report(counts) {
  console.log(`\n${countsLine(counts)}`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}
