import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hasApt, unpackDebian } from './debian.mjs'

/** Whether clocks of processes can be set here: libfaketime is Debian's. */
export function canFakeTime() {
  return process.platform === 'linux' && hasApt()
}

/**
 * The environment of a process whose wall clock is off by so much, such as `+1h` or `-1h`; how fast time goes stays true.
 * @param {string} offset
 * @returns {Promise<Record<string, string>>}
 */
export async function withClockOff(offset) {
  const folder = await unpackDebian('libfaketime', ['libfaketime'])
  const library = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
    file.endsWith('libfaketimeMT.so.1'),
  )
  if (library === undefined) throw new Error(`libfaketime is not in its package (${folder})`)
  return { LD_PRELOAD: join(folder, library), FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}
