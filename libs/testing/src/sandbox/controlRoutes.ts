import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { faultSchema } from './faults.ts'
import { settingsChange } from './options.ts'
import { parse } from './problem.ts'
import type { World } from './world.ts'

/** Faults, settings that may change while it runs, and health. */
export function addControlRoutes(app: FastifyInstance, world: World): void {
  app.get('/health', async () => ({ status: 'ok', gatewayUrl: world.settings.gatewayUrl }))
  app.get('/faults', async () => world.faults.list())
  app.post('/faults', async (request, reply) => {
    const given = Array.isArray(request.body) ? request.body : [request.body]
    world.faults.add(parse(z.array(faultSchema).max(1000), given, 'fault'))
    return reply.code(201).send(world.faults.list())
  })
  app.delete('/faults', async (_request, reply) => {
    world.faults.clear()
    return reply.code(204).send()
  })
  app.get('/settings', async () => visibleSettings(world))
  app.put('/settings', async (request) => {
    const { statuses, ...urls } = parse(settingsChange, request.body, 'settings')
    Object.assign(world.settings, urls)
    Object.assign(world.settings.statuses, statuses)
    return visibleSettings(world)
  })
}

/** The settings without secrets. */
function visibleSettings({ settings }: World) {
  const { gatewayUrl, publicUrl, statuses, phoneNumberIds, twilioNumbers, evolutionInstances } = settings
  const addresses = { meta: phoneNumberIds, twilio: twilioNumbers, evolution: evolutionInstances }
  return { gatewayUrl, publicUrl: publicUrl ?? gatewayUrl, statuses, addresses }
}
