import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVerify } from 'node:crypto'

/** An event as Google's Calendar API (v3) has it, as far as we use it. */
export interface GoogleEvent {
  id: string
  iCalUID?: string
  summary?: string
  status?: string
  transparency?: string
  start: { dateTime?: string; date?: string }
  end: { dateTime?: string; date?: string }
}

interface Answer {
  readonly status: number
  readonly body?: unknown
}

const PAGE = 2

/**
 * Plays Google: the token endpoint (service accounts, refresh tokens) and `calendars/{id}/events` with list, insert, update and delete.
 * Tokens are checked, lists have pages of two, ids of deleted events stay taken, as there.
 */
export async function startGoogleCalendar({ publicKey }: { publicKey?: string } = {}) {
  const events = new Map<string, GoogleEvent>()
  const calls: string[] = []
  const state = { token: 'token-1', fails: 0, events, calls }
  const server = createServer((request, response) => {
    void answerTo(request).then(({ status, body }) => send(response, status, body))
  })

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://google.test')
    const body = await bodyOf(request)
    calls.push(`${request.method} ${url.pathname}`)
    if (url.pathname === '/token') return tokenFor(new URLSearchParams(body))
    if (state.fails > 0) {
      state.fails -= 1
      return { status: 503, body: { error: { message: 'backendError' } } }
    }
    if (request.headers.authorization !== `Bearer ${state.token}`)
      return { status: 401, body: { error: { code: 401 } } }
    const [, , id] = /^\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(url.pathname) ?? []
    if (!url.pathname.startsWith('/v3/calendars/anna%40example.test/')) return { status: 404, body: {} }
    return onEvents(request.method ?? '', id, url.searchParams, body)
  }

  function tokenFor(form: URLSearchParams): Answer {
    const assertion = form.get('assertion')
    if (assertion !== null && publicKey !== undefined) {
      const [head, claims, signature] = assertion.split('.')
      const isGood = createVerify('RSA-SHA256')
        .update(`${head}.${claims}`)
        .verify(publicKey, signature ?? '', 'base64url')
      if (!isGood) return { status: 400, body: { error: 'invalid_grant' } }
    } else if (form.get('refresh_token') !== 'refresh') return { status: 400, body: { error: 'invalid_grant' } }
    return { status: 200, body: { access_token: state.token, expires_in: 3600, token_type: 'Bearer' } }
  }

  function onEvents(method: string, id: string | undefined, query: URLSearchParams, body: string): Answer {
    if (method === 'GET') return list(query)
    if (method === 'DELETE') {
      const found = events.get(id ?? '')
      if (!found) return { status: 404, body: {} }
      if (found.status === 'cancelled') return { status: 410, body: {} }
      found.status = 'cancelled'
      return { status: 204 }
    }
    const event = JSON.parse(body) as GoogleEvent
    if (!/^[a-v0-9]{5,1024}$/.test(event.id))
      return { status: 400, body: { error: { message: 'Invalid resource id value.' } } }
    if (method === 'POST' && events.has(event.id)) return { status: 409, body: {} }
    if (method === 'PUT' && !events.has(event.id)) return { status: 404, body: {} }
    events.set(event.id, event)
    return { status: 200, body: event }
  }

  function list(query: URLSearchParams): Answer {
    const [from, to] = [Date.parse(query.get('timeMin') ?? ''), Date.parse(query.get('timeMax') ?? '')]
    const found = [...events.values()].filter(({ start, end, status }) => {
      const [starts, ends] = [
        Date.parse(start.dateTime ?? start.date ?? ''),
        Date.parse(end.dateTime ?? end.date ?? ''),
      ]
      return starts < to && ends > from && status !== 'cancelled'
    })
    const first = Number(query.get('pageToken') ?? 0)
    const next = first + PAGE < found.length ? { nextPageToken: String(first + PAGE) } : {}
    return { status: 200, body: { items: found.slice(first, first + PAGE), ...next } }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    state,
    url: `${origin}/v3`,
    tokenUrl: `${origin}/token`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
}
