import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunningService } from './run.ts'

/** Waits for a condition, on a busy machine too. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 })

// The process itself stays: its exit is only noted, and signals go to the handlers under test alone.
const exits: unknown[] = []
const others = new Set(process.listeners('SIGTERM'))
let signals: typeof import('./signals.ts')

beforeEach(async () => {
  exits.length = 0
  vi.spyOn(process, 'exit').mockImplementation(((code: unknown) => exits.push(code)) as never)
  vi.resetModules()
  signals = await import('./signals.ts')
})

afterEach(() => {
  vi.restoreAllMocks()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    for (const listener of process.listeners(signal)) if (!others.has(listener)) process.off(signal, listener)
})

const send = (signal: 'SIGTERM' | 'SIGINT') =>
  process.listeners(signal).forEach((listener) => !others.has(listener) && listener(signal))

/** A service whose stop the test ends. */
function remembered() {
  const ended = Promise.withResolvers<void>()
  let asked = 0
  const service = {
    name: 'coach',
    stop: () => {
      asked++
      return ended.promise
    },
  } as RunningService
  signals.remember(service)
  return { ended, timesAsked: () => asked, service }
}

describe('a signal', () => {
  test('stops all services of the process and ends it with 0 when the last has stopped', async () => {
    const first = remembered()
    const second = remembered()
    send('SIGTERM')
    expect([first.timesAsked(), second.timesAsked()]).toEqual([1, 1])
    first.ended.resolve()
    await Promise.resolve()
    expect(exits).toEqual([])
    second.ended.resolve()
    await eventually(() => expect(exits).toEqual([0]))
  })

  test('that comes a second time ends the process at once', () => {
    remembered()
    send('SIGINT')
    expect(exits).toEqual([])
    send('SIGINT')
    expect(exits).toEqual([130])
  })

  test('ends it with 1 when a service cannot be stopped', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { ended } = remembered()
    send('SIGTERM')
    ended.reject(new Error('no'))
    await eventually(() => expect(exits).toEqual([1]))
  })

  test('also stops a service that was just starting', () => {
    remembered()
    send('SIGTERM')
    expect(remembered().timesAsked()).toBe(1)
  })
})
