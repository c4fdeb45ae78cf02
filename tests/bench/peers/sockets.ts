/**
 * Row 10, in processes of their own: `server` is a bare ws server that hands what it hears from NATS to all its sockets; `clients`
 * are many sockets of one server, some of which never read.
 */
import { connect } from '@nats-io/transport-node'
import { WebSocket, WebSocketServer } from 'ws'
import { percentile } from '../figures.ts'

const [role = '', ...rest] = process.argv.slice(2)
/** What both servers send, and where its time stands in it. */
const EVENT = '"session.released"'
const AT = '"at":"'
const INSTANT_LENGTH = 24
const AT_ONCE = 100

async function startServer([natsUrl = '']: string[]): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const nats = await connect({ servers: natsUrl })
  nats.subscribe('session.released.v1.>', {
    callback: (_error, message) => {
      const text = `{"type":${EVENT},"data":${message.string()}}`
      for (const socket of server.clients) socket.send(text)
    },
  })
  process.send?.({ port: (server.address() as { port: number }).port })
}

interface Client {
  readonly socket: WebSocket
  received: number
}

async function startClients([url = '', count = '', slowCount = '', hello = '[]']: string[]): Promise<void> {
  const first = JSON.parse(hello) as object[]
  let latencies: number[] = []
  let expected = Number.POSITIVE_INFINITY
  let left = 0
  const take = (client: Client, text: string) => {
    if (!text.includes(EVENT)) return
    client.received += 1
    const at = text.indexOf(AT) + AT.length
    latencies.push(Date.now() - Date.parse(text.slice(at, at + INSTANT_LENGTH)))
    if (client.received < expected) return
    client.received = 0
    left -= 1
    if (left === 0) process.send?.({ p99: percentile(latencies, 0.99) })
  }
  const open = async (isSlow: boolean) => {
    const client: Client = { socket: new WebSocket(url, { perMessageDeflate: false }), received: 0 }
    const { socket } = client
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
    })
    const isWelcome = first.length === 0 ? Promise.resolve() : welcomed(socket)
    for (const frame of first) socket.send(JSON.stringify(frame))
    await isWelcome
    if (isSlow) socket.pause()
    else socket.on('message', (data) => take(client, (data as Buffer).toString()))
  }
  const total = Number(count)
  for (let begun = 0; begun < total; begun += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, total - begun) }, (_one, index) => begun + index)
    await Promise.all(some.map((index) => open(index < Number(slowCount))))
  }
  process.on('message', ({ events }: { events: number }) => {
    latencies = []
    expected = events
    left = total - Number(slowCount)
    process.send?.({ counting: true })
  })
  process.send?.({ connected: total })
}

/** Our gateway says when a socket watches. */
function welcomed(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('close', (code, reason) => reject(new Error(`a socket was closed: ${code} ${reason.toString()}`)))
    socket.on('message', (data) => {
      if ((data as Buffer).toString().includes('"watching"')) resolve()
    })
  })
}

await (role === 'server' ? startServer(rest) : startClients(rest))
process.on('SIGTERM', () => process.exit(0))
