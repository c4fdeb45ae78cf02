import type { FastifyInstance } from 'fastify'
import { isAllowedOrigin } from '../core/origin.ts'

const API = '/api/'
const MAX_AGE_SECONDS = '600'

/** Lets pages of these origins use the API (fetch.spec.whatwg.org, CORS protocol). Tokens travel in a header, never as cookies. */
export function allowOrigins(fastify: FastifyInstance, allowed: readonly string[]): void {
  if (allowed.length === 0) return
  fastify.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (!request.url.startsWith(API) || origin === undefined) return
    void reply.header('vary', 'origin')
    if (!isAllowedOrigin(origin, undefined, allowed)) return
    void reply.header('access-control-allow-origin', origin)
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    await reply
      .status(204)
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization, content-type, traceparent, x-request-id',
        'access-control-expose-headers': 'x-trace-id, x-request-id',
        'access-control-max-age': MAX_AGE_SECONDS,
      })
      .send()
  })
}
