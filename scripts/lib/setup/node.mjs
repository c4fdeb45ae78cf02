import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'

const oldest = [22, 19]
const programs = join(rootFolder, 'node_modules/.bin')

/**
 * Whether this process runs on a Node that the product can use. If not, the same script is run again on the Node 24 that
 * came with the dependencies, and this process only hands on its signals and its exit code.
 * @returns {Promise<boolean>} true: go on here; false: the other one has done the work
 */
export async function onRightNode() {
  // The programs of the workspace and its Node come first for all that is started from here.
  if (!process.env.PATH?.startsWith(programs)) process.env.PATH = `${programs}${delimiter}${process.env.PATH ?? ''}`
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > Number(oldest[0]) || (major === oldest[0] && minor >= Number(oldest[1]))) return true
  const node = join(programs, 'node')
  if (!existsSync(node)) {
    throw new Failure(
      `Node ${process.versions.node} is too old, and there is no packaged Node for ${process.platform}-${process.arch}.`,
      `Install Node 24 (https://nodejs.org), then start again.`,
    )
  }
  process.exitCode = await runAgain(node)
  return false
}

/** @param {string} node @returns {Promise<number>} its exit code */
function runAgain(node) {
  // The extra channel tells the other process when this one is killed and can not hand on a signal any more.
  const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      if (child.connected) child.disconnect()
      resolve(code ?? 1)
    })
  })
}
