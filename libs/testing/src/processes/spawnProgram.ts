import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url))

/** Runs a TypeScript file as a process of its own that a test can kill; whoever starts it ends it. */
export function spawnProgram(
  file: string | URL,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const path = file instanceof URL ? fileURLToPath(file) : file
  return spawn(process.execPath, [CHILD, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // It is no vitest run, and must not take itself for one.
    env: { ...process.env, VITEST: '', ...env },
  })
}
