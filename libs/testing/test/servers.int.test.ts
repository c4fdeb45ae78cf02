import { createConnection } from 'node:net'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startServers, startThrowawayServers, useServers } from '@repartee/testing'

/** Whether somebody takes connections on the port. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

const servers = useServers()

describe('a server', () => {
  test('comes back on the same port after a crash', async () => {
    const { nats } = servers
    const pid = nats.pid
    await nats.kill()
    expect(nats.isRunning).toBe(false)
    expect(await isListening(nats.port)).toBe(false)
    await nats.start()
    expect(nats.pid).not.toBe(pid)
    expect(await isListening(nats.port)).toBe(true)
  })

  test('recovers a database that was killed', async () => {
    await servers.postgres.kill()
    await servers.postgres.start()
    expect(servers.postgres.isRunning).toBe(true)
  })

  test('can be frozen and still be stopped', async () => {
    servers.redis.pause()
    await servers.redis.stop()
    expect(servers.redis.isRunning).toBe(false)
    await servers.redis.start()
  })
})

describe('a set of servers', () => {
  test('refuses a second start in the same folder', async () => {
    const dataFolder = dirname(dirname(servers.nats.logFile))
    await expect(startServers({ dataFolder })).rejects.toThrow(`is already running, as process ${process.pid}`)
  })

  test('leaves nothing behind', async () => {
    const others = await startThrowawayServers()
    const ports = [others.nats, others.redis, others.postgres].map((server) => server.port)
    await others.stop()
    expect(await Promise.all(ports.map(isListening))).toEqual([false, false, false])
    expect(existsSync(dirname(others.nats.logFile))).toBe(false)
  })
})
