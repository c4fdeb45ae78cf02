import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { eventually } from './eventually.ts'
import { SocketClient } from './socketClient.ts'

let server: WebSocketServer
let url: string
const received: unknown[] = []

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/ws' })
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { type: string; id?: string }
      received.push(frame)
      if (frame.type === 'auth') socket.send(JSON.stringify({ type: 'ready', cursor: 7 }))
      if (frame.type === 'message') socket.send(JSON.stringify({ type: 'turn_result', id: frame.id, cursor: 8 }))
      if (frame.type === 'leave') socket.close(4001, 'go away')
    })
  })
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
})

test('authenticates first, finds frames that came and that come, and keeps the cursor', async () => {
  const client = await SocketClient.connect(url, { token: 'secret', cursor: 3 })
  await client.waitFor((frame) => frame.type === 'ready')
  expect(received[0]).toEqual({ type: 'auth', token: 'secret', cursor: 3 })
  expect(client.cursor).toBe(7)
  client.send({ type: 'message', id: 'm1', text: 'Hi' })
  expect(await client.waitFor((frame) => frame.id === 'm1')).toMatchObject({ type: 'turn_result' })
  expect(await client.waitFor((frame) => frame.type === 'ready')).toMatchObject({ cursor: 7 })
  await expect(client.waitFor(() => false, { withinMs: 1, what: 'a miracle' })).rejects.toThrow('a miracle')
  expect((await client.close()).code).toBe(1000)
})

test('a close by the other side ends the waiting with code and reason', async () => {
  const client = await SocketClient.connect(url, { token: 'secret' })
  const waiting = client.waitFor(() => false)
  client.send({ type: 'leave' })
  await expect(waiting).rejects.toThrow('4001 go away')
  expect(await client.closed).toEqual({ code: 4001, reason: 'go away' })
})

test('a refused upgrade is an error', async () => {
  await expect(SocketClient.connect(url, { token: 'x', path: '/other' })).rejects.toThrow('400')
})

test('eventually gives what was awaited, or says what was seen last', async () => {
  let tries = 0
  expect(await eventually(() => (tries += 1) > 2 && tries, { everyMs: 1, what: 'three tries' })).toBe(3)
  await expect(eventually(() => 0, { withinMs: 1, everyMs: 1, what: 'a number' })).rejects.toThrow(
    'a number (last value: 0)',
  )
  const boom = () => {
    throw new Error('boom')
  }
  await expect(eventually(boom, { withinMs: 1, everyMs: 1, what: 'calm' })).rejects.toThrow('calm (last error: boom)')
})
