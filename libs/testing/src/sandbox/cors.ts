import type { FastifyInstance } from 'fastify'

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** Lets pages that were served from this machine call the sandbox; others get no CORS headers. */
export function allowLocalOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    void reply.header('vary', 'origin')
    if (!origin || !LOCAL.test(origin)) return
    void reply.header('access-control-allow-origin', origin)
    if (request.method !== 'OPTIONS') return
    await reply
      .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      .header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? 'content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send()
  })
}
