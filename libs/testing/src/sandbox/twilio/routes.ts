import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { type Calls, addCallRoutes } from './callRoutes.ts'
import { addMessageRoutes } from './messageRoutes.ts'
import { clientError } from './restCalls.ts'

/** Twilio's REST API, as far as messages and calls go. */
export function addTwilioRoutes(app: FastifyInstance, world: World, calls: Calls): void {
  app.setErrorHandler((error, _request, reply) => {
    const twilioError = clientError(error)
    return reply.code(twilioError.status).send(twilioError.body())
  })
  addMessageRoutes(app, world)
  addCallRoutes(app, world, calls)
}
