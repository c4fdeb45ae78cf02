/** Peers of row 11, in a process of their own: an Express handler with a Postgres insert, a Fastify handler without storage. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import express from 'express'
import fastify from 'fastify'
import pg from 'pg'

const [kind = '', databaseUrl = ''] = process.argv.slice(2)
const SECRET = 'bench'

function isSigned(body: Buffer, signature: string): boolean {
  const right = Buffer.from(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === right.length && timingSafeEqual(given, right)
}

async function startExpress(): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  await pool.query('CREATE TABLE IF NOT EXISTS public.bench_webhook (id text PRIMARY KEY, body jsonb NOT NULL)')
  const app = express()
  app.post('/webhooks/whatsapp/meta', express.raw({ type: 'application/json' }), async (incoming, response) => {
    const body = incoming.body as Buffer
    if (!isSigned(body, incoming.get('x-hub-signature-256') ?? '')) return void response.status(401).end()
    const parsed = JSON.parse(body.toString()) as { entry: { changes: { value: { messages: { id: string }[] } }[] }[] }
    const id = parsed.entry[0]?.changes[0]?.value.messages[0]?.id
    await pool.query('INSERT INTO public.bench_webhook VALUES ($1, $2) ON CONFLICT DO NOTHING', [id, body.toString()])
    response.end('ok')
  })
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
}

async function startFastify(): Promise<number> {
  const app = fastify()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/webhooks/whatsapp/meta', async (incoming, reply) => {
    const body = incoming.body as Buffer
    if (!isSigned(body, String(incoming.headers['x-hub-signature-256']))) return reply.code(401).send()
    JSON.parse(body.toString())
    return 'ok'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { port: number }).port
}

const port = kind === 'express' ? await startExpress() : await startFastify()
process.on('SIGTERM', () => process.exit(0))
process.send?.({ port })
