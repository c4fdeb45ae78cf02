// Looks after the packs: node scripts/pack.mjs check [name or folder …]
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describeFailure } from './lib/failure.mjs'
import { rootFolder } from './lib/paths.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'

try {
  await installDependencies()
  if (await onRightNode()) {
    // The sources run as they are: they have types to strip and no decorators.
    const program = join(rootFolder, 'libs/packs/src/command.ts')
    const { status } = spawnSync(
      process.execPath,
      ['--conditions=source', '--disable-warning=ExperimentalWarning', program, ...process.argv.slice(2)],
      { stdio: 'inherit', cwd: rootFolder },
    )
    process.exitCode = status ?? 1
  }
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
