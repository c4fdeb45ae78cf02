import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.mjs'
import { markOf } from './processes.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lockFile = () => join(folder, 'some/run.lock')

test('a living holder keeps its lock, and the message names it', () => {
  const unlock = takeLock(lockFile(), 'The thing')
  expect(() => takeLock(lockFile(), 'The thing')).toThrow(`The thing is already running, as process ${process.pid}`)
  unlock()
  takeLock(lockFile(), 'The thing')()
})

test.each([
  ['of a process that is gone', { pid: 2 ** 22, startedAt: '1', command: 'node' }],
  ['of a process whose number another one has now', { ...markOf(process.pid), startedAt: 'long ago' }],
])('a lock %s is taken over', (_, stale) => {
  takeLock(lockFile(), 'The thing')()
  writeFileSync(lockFile(), JSON.stringify(stale))
  const unlock = takeLock(lockFile(), 'The thing')
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
  unlock()
  expect(readdirSync(join(folder, 'some'))).toEqual([])
})

test('a lock that was cut short in writing is taken over', () => {
  takeLock(lockFile(), 'The thing')()
  writeFileSync(lockFile(), '{"pid":')
  takeLock(lockFile(), 'The thing')()
})

test('who gives back a lock that was taken over leaves the new one alone', () => {
  const unlock = takeLock(lockFile(), 'The thing')
  writeFileSync(lockFile(), JSON.stringify({ pid: 1, startedAt: 'other', command: 'init' }))
  unlock()
  expect(readFileSync(lockFile(), 'utf8')).toContain('other')
})
