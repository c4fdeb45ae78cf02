// Runs a program of the workspace after setting everything up: node scripts/run.mjs <bench|chaos|demo|docs-api|eval> [arguments]
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, describeFailure } from './lib/failure.mjs'
import { rootFolder } from './lib/paths.mjs'
import { red, step } from './lib/progress.mjs'
import { espeakProgram, natsProgram, redisProgram } from './lib/servers/programs.mjs'
import { build } from './lib/setup/build.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { onStopRequest } from './lib/stopping.mjs'
import { openTemporaryFolder } from './lib/testing/temporary-folder.mjs'

/** Node runs the TypeScript ones as they are: they have types to strip and no decorators. @type {Record<string, string>} */
const programs = {
  bench: 'tests/bench/main.ts',
  chaos: 'tests/chaos/main.ts',
  demo: 'tests/demo/main.ts',
  'docs-api': 'scripts/generate.mjs',
  eval: 'tests/eval/main.ts',
}

try {
  await installDependencies()
  if (await onRightNode()) process.exitCode = await run(process.argv[2] ?? '', process.argv.slice(3))
} catch (error) {
  console.error(`\n${red(describeFailure(error))}\n`)
  process.exitCode = 1
}

/** @param {string} name @param {string[]} args @returns {Promise<number>} its exit code */
async function run(name, args) {
  const file = programs[name]
  if (file === undefined || !existsSync(join(rootFolder, file))) {
    throw new Failure(`There is no program ${JSON.stringify(name)}.`, `One of: ${Object.keys(programs).join(', ')}`)
  }
  await step('Servers’ programs at hand', () => Promise.all([natsProgram(), redisProgram()]))
  const speaker = await espeakProgram()
  await build()
  const folder = openTemporaryFolder()
  try {
    const env = {
      ...process.env,
      ...speaker?.env,
      ...(speaker ? { ESPEAK_PATH: speaker.path } : {}),
      TMPDIR: folder.path,
    }
    return await runToEnd([file, ...args], env)
  } finally {
    for (const command of await folder.close()) console.error(red(`left running, and ended now: ${command}`))
  }
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function runToEnd(args, env) {
  const child = spawn(process.execPath, args, { cwd: rootFolder, env, stdio: 'inherit', detached: true })
  onStopRequest({ drain: () => child.kill('SIGTERM'), endNow: () => child.kill('SIGKILL') })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
