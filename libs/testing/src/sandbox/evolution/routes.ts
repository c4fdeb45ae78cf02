import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { evolutionStatus, evolutionText, jid, newEvolutionId } from '../../drivers/evolutionEvents.ts'
import type { MetaStatusName } from '../../drivers/metaStatuses.ts'
import { type Fault, cutConnection } from '../faults.ts'
import type { JournalEntry } from '../journal.ts'
import type { World } from '../world.ts'

const sendText = z.object({ number: z.string().min(5), text: z.string().min(1) })
type One = { Params: { instance: string } }

/** An error as Evolution API answers it. */
class EvolutionError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'EvolutionError'
    this.status = status
  }

  body() {
    const error = TITLES[this.status] ?? 'Error'
    return { status: this.status, error, response: { message: [this.message] } }
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

/** Evolution API, as far as sending a text, presence and read marks go. */
export function addEvolutionRoutes(app: FastifyInstance, world: World): void {
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500, message } = error as { statusCode?: number; message: string }
    const answer = error instanceof EvolutionError ? error : new EvolutionError(statusCode, message)
    return reply.code(answer.status).send(answer.body())
  })
  app.post<One>('/message/sendText/:instance', async (request, reply) => {
    authorize(request, world)
    return await send(request, reply, world)
  })
  app.post<One>('/chat/sendPresence/:instance', async (request, reply) => {
    authorize(request, world)
    return reply.code(201).send({ presence: 'composing' })
  })
  app.post<One>('/chat/markMessageAsRead/:instance', async (request, reply) => {
    authorize(request, world)
    return reply.code(201).send({ message: 'Read messages', read: 'success' })
  })
  app.get<One>('/instance/connectionState/:instance', async (request) => {
    authorize(request, world)
    return { instance: { instanceName: request.params.instance, state: 'open' } }
  })
}

function authorize(request: FastifyRequest<One>, world: World): void {
  if (request.headers.apikey !== world.settings.evolutionApiKey) throw new EvolutionError(401, 'Unauthorized')
  const { instance } = request.params
  if (world.settings.evolutionInstances.includes(instance)) return
  throw new EvolutionError(404, `The "${instance}" instance does not exist`)
}

async function send(request: FastifyRequest<One>, reply: FastifyReply, world: World): Promise<FastifyReply> {
  const parsed = sendText.safeParse(request.body)
  if (!parsed.success) throw new EvolutionError(400, z.prettifyError(parsed.error))
  const { number, text } = parsed.data
  const fault = await world.faults.take({ provider: 'evolution', operation: 'messages', to: number })
  if (fault?.cut === 'before') return cutConnection(reply)
  if (fault?.garbage !== undefined) return reply.type('application/json').serializer(String).send(fault.garbage)
  if (fault && (fault.status ?? fault.code))
    throw new EvolutionError(fault.status ?? 400, fault.message ?? 'ordered fault')
  const entry = world.journal.add({
    direction: 'out',
    provider: 'evolution',
    id: newEvolutionId(),
    from: request.params.instance,
    to: number,
    kind: 'text',
    text,
    body: request.body,
  })
  report(world, entry, fault)
  return fault?.cut ? cutConnection(reply) : reply.code(201).send(accepted(entry))
}

function accepted({ id, to, text, at }: JournalEntry) {
  return {
    key: { remoteJid: jid(to), fromMe: true, id },
    pushName: '',
    status: 'PENDING',
    message: { conversation: text },
    contextInfo: null,
    messageType: 'conversation',
    messageTimestamp: Math.floor(Date.parse(at) / 1000),
    instanceId: '00000000-0000-4000-8000-000000000001',
    source: 'unknown',
  }
}

const NAMES: Record<MetaStatusName, string> = {
  sent: 'SERVER_ACK',
  delivered: 'DELIVERY_ACK',
  read: 'READ',
  failed: 'ERROR',
}

function report(world: World, entry: JournalEntry, fault: Fault | undefined): void {
  const usual: MetaStatusName[] = fault?.failWith === undefined ? world.settings.statuses.order : ['failed']
  const { evolutionApiKey: apiKey } = world.settings
  const { id, to, from: instance, text } = entry
  // What leaves an account comes back as its own message, whoever sent it.
  const echo = async () =>
    await world.gateway.evolution(evolutionText({ id, from: to, text, instance, apiKey, fromMe: true }))
  const deliveries = (fault?.statuses ?? usual).map((status) => async () => {
    world.journal.setStatus(entry, status)
    return await world.gateway.evolution(evolutionStatus({ id, to, instance, apiKey, status: NAMES[status] }))
  })
  world.gateway.later(world.settings.statuses.delayMs, [echo, ...deliveries])
}
