import { createLogger } from '@repartee/telemetry'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { BusConnection } from '../src/connection/connection.ts'
import { useNats } from './servers.ts'

const nats = useNats()
const logger = createLogger({ service: 'test', level: 'silent' })
const connectionTo = (natsUrl: string) => new BusConnection({ service: 'followup', natsUrl, logger })

test('closing while the first connection is on its way leaves none', async () => {
  const connection = connectionTo(nats.url)
  connection.start()
  await connection.close()
  expect(connection.isConnected).toBe(false)
  expect(() => connection.nats).toThrow('has not been reached')
})

test('closing does not wait for a server that takes connections and says nothing', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const connection = connectionTo(`nats://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  connection.start()
  await once(silent, 'connection')
  await connection.close()
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false])
  sockets[0]!.destroy()
  silent.close()
})

test('closing one that nobody started is nothing', async () => {
  await connectionTo(nats.url).close()
})
