// Checks what deploys the system, without Docker and without a cluster: docker-compose.yml, deploy/, k8s/.
// Prints `N passed, N failed` last.
import { describeFailure } from './lib/failure.mjs'
import { kustomizeProgram, promtoolProgram } from './lib/deploying/programs.mjs'
import { red, step } from './lib/progress.mjs'
import { natsProgram } from './lib/servers/programs.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { onStopRequest } from './lib/stopping.mjs'
import { countsLine, none } from './lib/testing/counts.mjs'
import { openTemporaryFolder } from './lib/testing/temporary-folder.mjs'
import { runVitest } from './lib/testing/vitest.mjs'

const stopping = new AbortController()

try {
  await installDependencies()
  if (await onRightNode()) report(await check())
} catch (error) {
  console.error(`\n${red(describeFailure(error))}\n`)
  report({ ...none, failed: 1 })
}

async function check() {
  onStopRequest({ drain: () => stopping.abort(), endNow: () => process.exit(1) })
  const [kustomize, promtool, nats] = await step('kustomize, promtool and NATS at hand', () =>
    Promise.all([kustomizeProgram(), promtoolProgram(), natsProgram()]),
  )
  const folder = openTemporaryFolder()
  try {
    const programs = { KUSTOMIZE_PATH: kustomize, PROMTOOL_PATH: promtool, NATS_SERVER_PATH: nats.path }
    const env = { ...process.env, ...programs, TMPDIR: folder.path }
    const config = ['--config', 'tests/deploy/vitest.config.ts', ...process.argv.slice(2)]
    return await runVitest('deploy', config, { env, folder: folder.path, stop: stopping.signal })
  } finally {
    await folder.close()
  }
}

/** @param {import('./lib/testing/counts.mjs').Counts} counts */
function report(counts) {
  console.log(`\n${countsLine(counts)}`)
  process.exitCode = counts.failed > 0 || stopping.signal.aborted ? 1 : 0
}
