import { type FastifyInstance, fastify } from 'fastify'
import { allowLocalOrigins } from './cors.ts'
import { addControlRoutes } from './controlRoutes.ts'
import { addCustomerRoutes } from './customer/routes.ts'
import { addCustomerCallRoutes } from './customer/callRoutes.ts'
import { addEvolutionRoutes } from './evolution/routes.ts'
import { Faults } from './faults.ts'
import { GatewayLink } from './gatewayLink.ts'
import { Journal } from './journal.ts'
import { addJournalRoutes } from './journalRoutes.ts'
import { MediaStore } from './mediaStore.ts'
import { addMetaRoutes } from './meta/routes.ts'
import { type SandboxOptions, sandboxOptions } from './options.ts'
import { Problem, parse, sendProblem } from './problem.ts'
import { Calls } from './twilio/callRoutes.ts'
import { addTwilioRoutes } from './twilio/routes.ts'
import type { World } from './world.ts'

/** A running sandbox. `stop` ends its retries, its streams and its server. */
export type Sandbox = { url: string; stop: () => Promise<void> }

/**
 * Starts the server that plays the providers' APIs and the contacts' side. Resolves when it listens; throws what is
 * wrong with the options, or that the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const settings = parse(sandboxOptions, options, 'sandbox options')
  const gateway = new GatewayLink(settings)
  const faults = new Faults(gateway.stopped)
  const world: World = { settings, gateway, faults, journal: new Journal(settings.keep), media: new MediaStore() }
  const app = buildApp(world)
  const url = await app.listen({ port: settings.port, host: settings.host })
  return {
    url,
    stop: async () => {
      await gateway.stop()
      await app.close()
    },
  }
}

const MOST_CALLS = 2000

function buildApp(world: World): FastifyInstance {
  const app = fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } })
  allowLocalOrigins(app)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error.status, error.message)
    const { statusCode = 500, message } = error as { statusCode?: number; message: string }
    return sendProblem(reply, statusCode, message)
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 404, `the sandbox has no ${request.method} ${request.url.split('?')[0]}`),
  )
  addControlRoutes(app, world)
  addJournalRoutes(app, world)
  addCustomerRoutes(app, world)
  const calls = new Calls(MOST_CALLS)
  addCustomerCallRoutes(app, world, calls)
  void app.register(async (scope) => addMetaRoutes(scope, world))
  void app.register(async (scope) => addEvolutionRoutes(scope, world))
  void app.register(async (scope) => addTwilioRoutes(scope, world, calls))
  return app
}
