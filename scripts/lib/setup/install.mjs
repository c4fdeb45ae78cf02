import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'
import { step } from '../progress.mjs'

const pnpm = 'pnpm@12.21.0'
const mark = join(rootFolder, 'node_modules/.repartee-lock')

/** Installs the dependencies of the whole workspace, when the lock file is another than at the last time. */
export async function installDependencies() {
  const wanted = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  await step('Dependencies installed', runPnpm)
  writeFileSync(mark, wanted)
}

/** What the installed tree depends on. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(rootFolder, file)))
  return hash.digest('hex')
}

/** @returns {Promise<void>} */
function runPnpm() {
  const args = ['-y', pnpm, 'install', '--frozen-lockfile', ...(process.stdout.isTTY ? [] : ['--reporter=append-only'])]
  return new Promise((resolve, reject) => {
    const child = spawn('npx', args, {
      cwd: rootFolder,
      stdio: 'inherit',
      env: { ...process.env, npm_config_yes: 'true' },
    })
    child.once('error', (error) => reject(notInstalled(`npx can not be run: ${error.message}`)))
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(notInstalled(`it ended with ${signal ?? code}`)),
    )
  })
}

/** @param {string} reason */
function notInstalled(reason) {
  return new Failure(
    `The dependencies could not be installed (${reason}); the lines above say why.`,
    [
      'No network? Check it with: npm ping',
      'A full disk? Check it with: df -h .',
      `A broken tree? Remove it, then start again: rm -rf node_modules`,
      `To see it alone: npx -y ${pnpm} install --frozen-lockfile`,
    ].join('\n'),
  )
}
