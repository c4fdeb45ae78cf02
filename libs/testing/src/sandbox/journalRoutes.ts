import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Journal, type JournalEntry, contactOf, plainAddress } from './journal.ts'
import { parse } from './problem.ts'
import type { World } from './world.ts'

const sentQuery = z.strictObject({
  to: z.string().min(1).transform(plainAddress).optional(),
  provider: z.enum(['meta', 'twilio', 'evolution']).optional(),
  kind: z.string().min(1).optional(),
  /** Only what has a higher sequence number. */
  after: z.coerce.number().int().min(0).default(0),
  /** Waits so long for the first entry when there is none. */
  waitMs: z.coerce.number().int().min(0).max(60_000).default(0),
})
type SentQuery = z.output<typeof sentQuery>

const MOST_UNREAD_BYTES = 1024 * 1024

/** `GET /sent`, `DELETE /sent` and the live stream of what is sent. */
export function addJournalRoutes(app: FastifyInstance, world: World): void {
  const { journal } = world
  app.get('/sent', async (request) => {
    const query = parse(sentQuery, request.query, 'query of /sent')
    const found = select(journal, query)
    if (found.length > 0 || query.waitMs === 0) return found
    await nextMatch(journal, query, world.gateway.stopped)
    return select(journal, query)
  })
  app.delete('/sent', async (_request, reply) => {
    journal.clear()
    return reply.code(204).send()
  })
  app.get('/sent/stream', async (request, reply) => {
    const { to, provider, kind, after } = parse(
      sentQuery.omit({ waitMs: true }),
      request.query,
      'query of /sent/stream',
    )
    const resume = Number(request.headers['last-event-id'] ?? after)
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
    reply.hijack()
    reply.raw.writeHead(200, { ...corsOf(reply.getHeaders()), ...headers })
    stream(reply.raw, journal, { to, provider, kind, after: Number.isFinite(resume) ? resume : 0, waitMs: 0 })
  })
}

/** An entry as `/sent` shows it. */
export function sentEntry(entry: JournalEntry): Omit<JournalEntry, 'direction'> {
  const { direction: _, ...sent } = entry
  return sent
}

function select(journal: Journal, query: SentQuery): Omit<JournalEntry, 'direction'>[] {
  return journal
    .list('out', query.after, query.to)
    .filter((entry) => isWanted(entry, query.to ?? '', query))
    .map(sentEntry)
}

/** `to` of the query is a plain address already, as `contact` is. */
function isWanted(entry: JournalEntry, contact: string, { to, provider, kind, after }: SentQuery): boolean {
  if (entry.direction !== 'out' || entry.sequence <= after) return false
  if (to !== undefined && contact !== to) return false
  return (provider === undefined || entry.provider === provider) && (kind === undefined || entry.kind === kind)
}

/** Resolves with the first entry that is wanted, or when the time is over or the sandbox stops. */
async function nextMatch(journal: Journal, query: SentQuery, stopped: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      journal.off('entry', look)
      stopped.removeEventListener('abort', finish)
      resolve()
    }
    const look = (entry: JournalEntry, contact: string) => isWanted(entry, contact, query) && finish()
    const timer = setTimeout(finish, query.waitMs)
    journal.on('entry', look)
    stopped.addEventListener('abort', finish)
  })
}

/** Events `sent` (id: the sequence number), `status` and `cleared`; a reader that does not read is cut off at 1 MiB. */
function stream(raw: ServerResponse, journal: Journal, query: SentQuery): void {
  const write = (event: string, data: unknown, id?: number) => {
    raw.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy()
  }
  const onEntry = (entry: JournalEntry, contact: string) =>
    isWanted(entry, contact, query) && write('sent', sentEntry(entry), entry.sequence)
  const onStatus = (entry: JournalEntry, contact: string) =>
    isWanted(entry, contact, { ...query, after: 0 }) &&
    write('status', { id: entry.id, to: entry.to, status: entry.status })
  const onCleared = () => write('cleared', {})
  raw.write('retry: 1000\n\n')
  for (const entry of journal.list('out', query.after, query.to)) onEntry(entry, contactOf(entry))
  journal.on('entry', onEntry).on('status', onStatus).on('cleared', onCleared)
  raw.on('close', () => journal.off('entry', onEntry).off('status', onStatus).off('cleared', onCleared))
}

function corsOf(headers: Record<string, unknown>): Record<string, string> {
  const cors = Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary')
  return Object.fromEntries(cors.map(([name, value]) => [name, String(value)]))
}
