import { spawnSync } from 'node:child_process'
import { root } from './files.ts'

/** Runs a program to its end in the root folder. */
export function run(program: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { cwd = root, env = process.env } = options
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  })
  if (error) throw error
  return { status, stdout, stderr, output: `${stdout}${stderr}` }
}
