import type { ServiceOptions } from '@repartee/service'
import type { GatewayConfig } from './config.ts'
import { allowOrigins } from './api/cors.ts'
import { addSecurityHeaders, servePage } from './console/page.ts'
import { GatewayModule } from './gateway.module.ts'
import { SocketAdapter } from './sockets/adapter.gateway.ts'
import { SocketServer } from './sockets/socket-server.ts'

/** WhatsApp's largest body. */
const LONGEST_BODY_BYTES = 3 * 1024 * 1024

/** How the gateway runs. It starts without NATS: what comes in meanwhile goes to the spool. */
export const gateway = {
  name: 'gateway',
  module: GatewayModule,
  rawBody: true,
  bodyLimitBytes: LONGEST_BODY_BYTES,
  busStartLimitMs: 0,
  prepare: async (app, config) => {
    const fastify = app.getHttpAdapter().getInstance()
    addSecurityHeaders(fastify, config.PUBLIC_URL.startsWith('https:'))
    allowOrigins(fastify, config.ALLOWED_ORIGINS)
    await servePage(fastify, config.CONSOLE_DIR)
    app.useWebSocketAdapter(new SocketAdapter(app.get(SocketServer), app.getHttpServer()))
  },
} satisfies Omit<ServiceOptions<'gateway', GatewayConfig>, 'config'>
