import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What pages of ours may do: nothing but our own, and no page may hold ours in a frame. */
const POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const NOT_BUILT =
  'The page is not built yet. Build it once with "npm run build", or set CONSOLE_DIR to the built page.\n'
const ASSETS = /[/\\]assets[/\\]/

/** Headers that stand on every answer of the gateway. */
export function addSecurityHeaders(fastify: FastifyInstance, isPublicHttps: boolean): void {
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': POLICY,
      'cross-origin-opener-policy': 'same-origin',
      ...(isPublicHttps && { 'strict-transport-security': 'max-age=31536000' }),
    })
  })
}

/** Serves the built page at `/`; says how to build it where it is not. */
export async function servePage(fastify: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    fastify.get('/', (_request, reply) => reply.status(404).type('text/plain; charset=utf-8').send(NOT_BUILT))
    return
  }
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    // Assets have their hash in their name; the page itself is asked for each time.
    setHeaders: (reply, path) => {
      reply.header('cache-control', ASSETS.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
