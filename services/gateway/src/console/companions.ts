import { Problem } from '@repartee/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { fetch, type Response } from 'undici'
import { z } from 'zod'
import type { GatewayConfig } from '../config.ts'

export const traceId = z.string().regex(/^[0-9a-f]{32}$/, 'a trace id is 32 hex digits')

const TRACE_LIMIT_MS = 5000
const PREFIX = '/sandbox'

/** The programs that `npm start` runs beside the services, as the page reaches them through us. */
export class Companions {
  constructor(private readonly config: GatewayConfig) {}

  /** A trace as a tree, with the traces that it led to; null when none is kept here. */
  async trace(id: string): Promise<unknown> {
    const { TRACES_URL } = this.config
    if (TRACES_URL === undefined) {
      throw new Problem(404, 'Not Found', { detail: 'traces are not kept here: TRACES_URL is not set' })
    }
    const answer = await this.ask(new URL(`/traces/${id}`, TRACES_URL), { signal: AbortSignal.timeout(TRACE_LIMIT_MS) })
    if (answer.status === 404) return null
    if (!answer.ok) throw new Problem(502, 'Bad Gateway', { detail: `the trace view answered ${answer.status}` })
    return answer.json()
  }

  /** Hands a request on to the sandbox and its answer back, a stream as it comes. */
  async passToSandbox(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { SANDBOX_URL } = this.config
    if (SANDBOX_URL === undefined) {
      throw new Problem(404, 'Not Found', { detail: 'there is no sandbox: SANDBOX_URL is not set' })
    }
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const body = (request as FastifyRequest & { rawBody?: Buffer }).rawBody
    const lastEvent = request.headers['last-event-id']
    const answer = await this.ask(new URL(request.url.slice(PREFIX.length), SANDBOX_URL), {
      method: request.method,
      headers: {
        ...(body && { 'content-type': request.headers['content-type'] ?? 'application/json' }),
        ...(typeof lastEvent === 'string' && { 'last-event-id': lastEvent }),
      },
      ...(body && request.method !== 'GET' && request.method !== 'HEAD' && { body }),
      signal: gone.signal,
    })
    const type = answer.headers.get('content-type')
    void reply.status(answer.status).header('cache-control', 'no-store')
    if (type !== null) void reply.type(type)
    const content = answer.body === null ? null : Readable.fromWeb(answer.body)
    content?.on('error', () => reply.raw.destroy())
    await reply.send(content)
  }

  private async ask(url: URL, init: Parameters<typeof fetch>[1]): Promise<Response> {
    try {
      return await fetch(url, init)
    } catch (cause) {
      throw new Problem(502, 'Bad Gateway', { detail: `${url.origin} does not answer`, cause })
    }
  }
}
