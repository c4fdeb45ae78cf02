/**
 * The empty chain: the processes and events of a turn with handlers that do nothing, on the bare NATS client, one role a
 * process; and the floor: the one program with the fewest durable steps. Started by `chain.ts` with a role.
 */
import { createServer } from 'node:http'
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { Agent, request } from 'undici'

const [role = '', natsUrl = '', sinkUrl = '', stem = 'chain'] = process.argv.slice(2)
const nats = await connect({ servers: natsUrl, maxReconnectAttempts: -1 })
const bus = jetstream(nats)
const manager = await jetstreamManager(nats)
const connections = new Agent({ connections: 64, keepAliveTimeout: 60_000 })
const MOST_AT_ONCE = 64
/** Bytes that the real events carry besides what the chain needs: the session, what was understood. */
const CARGO: Record<string, number> = {
  turn: 1500,
  captured: 300,
  understood: 3000,
  reply: 1400,
  advice: 600,
  sent: 100,
}

interface Carried {
  readonly to: string
  readonly cargo: string
}

function publish(name: string, to: string): Promise<unknown> {
  return bus.publish(`${stem}.${name}`, JSON.stringify({ to, cargo: 'x'.repeat(CARGO[name] ?? 0) } satisfies Carried))
}

async function on(name: string, durable: string, handle: (carried: Carried) => Promise<unknown>): Promise<void> {
  await manager.consumers.add(stem.toUpperCase(), {
    durable_name: durable,
    filter_subject: `${stem}.${name}`,
    ack_policy: AckPolicy.Explicit,
    max_ack_pending: 10_000,
  })
  const consumer = await bus.consumers.get(stem.toUpperCase(), durable)
  await consumer.consume({
    max_messages: MOST_AT_ONCE,
    callback: (message) => {
      void handle(message.json<Carried>()).then(() => message.ack())
    },
  })
}

async function send({ to }: Carried): Promise<void> {
  const { body } = await request(`${sinkUrl}/v23.0/1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'x'.repeat(120) } }),
    dispatcher: connections,
  })
  await body.dump()
}

function listen(first: string): Promise<number> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const to = /"from":"(\d+)"/.exec(text)?.[1] ?? ''
      void publish(first, to).then(() => response.end('ok'))
    })
  })
  server.keepAliveTimeout = 60_000
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
}

const nothing = () => Promise.resolve()
const roles: Record<string, () => Promise<number | void>> = {
  floor: async () => {
    await on('message', 'floor', send)
    return listen('message')
  },
  gateway: async () => {
    await on('message', 'opener', ({ to }) => publish('turn', to))
    await on('reply', 'gate', async (carried) => {
      await send(carried)
      await publish('sent', carried.to)
    })
    return listen('message')
  },
  capture: () => on('turn', 'capture', ({ to }) => publish('captured', to)),
  situation: async () => {
    await on('turn', 'first-pass', nothing)
    await on('captured', 'meet', ({ to }) => publish('understood', to))
  },
  generation: async () => {
    await on('turn', 'watch', nothing)
    await on('understood', 'generation', ({ to }) => publish('reply', to))
  },
  coach: () => on('reply', 'coach', ({ to }) => publish('advice', to)),
  followup: async () => {
    await on('understood', 'followup-understood', nothing)
    await on('reply', 'followup-reply', nothing)
    await on('sent', 'followup-sent', nothing)
  },
}
const port = await roles[role]?.()
process.on('SIGTERM', () => process.exit(0))
process.send?.({ port: port ?? null })
