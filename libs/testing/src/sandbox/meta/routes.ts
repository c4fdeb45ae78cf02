import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newWamid } from '../../drivers/metaWebhook.ts'
import { cutConnection } from '../faults.ts'
import type { World } from '../world.ts'
import { type Fields, requiredText } from './fields.ts'
import { GraphError } from './graphError.ts'
import {
  answerFault,
  authorize,
  bodyOf,
  clientError,
  isAnswered,
  requireNumber,
  takeFault,
  unknownObject,
} from './graphCalls.ts'
import { addMediaFiles, addMediaRoutes } from './mediaRoutes.ts'
import { type Outgoing, readOutgoing } from './outgoing.ts'
import { reportStatuses } from './reports.ts'

/** Objects are found with a version in the path and, as at Meta, without. */
const OBJECT_PATHS = ['/:version(^v\\d+\\.\\d+$)/:id', '/:id(^\\d+$)']

/** Meta's Graph API, as far as the Cloud API for WhatsApp goes: sending, read marks, media, the number itself. */
export function addMetaRoutes(app: FastifyInstance, world: World): void {
  app.setErrorHandler((error, _request, reply) => {
    const graphError = error instanceof GraphError ? error : clientError(error)
    return reply.code(graphError.status).send(graphError.body())
  })
  for (const object of OBJECT_PATHS) {
    app.post<{ Params: { id: string } }>(`${object}/messages`, async (request, reply) => {
      authorize(request, world)
      requireNumber(request.params.id, world)
      const body = bodyOf(request)
      return body.status === 'read'
        ? await markRead(body, request.params.id, reply, world)
        : await send(body, request.params.id, reply, world)
    })
    app.get<{ Params: { id: string } }>(object, async (request) => {
      authorize(request, world)
      return numberOrMedia(request, world)
    })
    addMediaRoutes(app, world, object)
  }
  addMediaFiles(app, world)
}

async function send(body: Fields, phoneNumberId: string, reply: FastifyReply, world: World): Promise<unknown> {
  const outgoing = readOutgoing(body)
  const fault = await takeFault(world, 'messages', outgoing.to)
  if (fault && isAnswered(fault)) return answerFault(fault, reply)
  const entry = world.journal.add({
    direction: 'out',
    provider: 'meta',
    id: newWamid(),
    from: phoneNumberId,
    to: outgoing.to,
    kind: outgoing.kind,
    text: outgoing.text,
    body,
  })
  reportStatuses(world, entry, outgoing, fault)
  return fault?.cut ? cutConnection(reply) : accepted(outgoing, entry.id)
}

function accepted(outgoing: Outgoing, id: string) {
  const contact = outgoing.isUserId
    ? { input: outgoing.to, user_id: outgoing.to }
    : { input: outgoing.to, wa_id: outgoing.to }
  const message = outgoing.kind === 'template' ? { id, message_status: 'accepted' } : { id }
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [message] }
}

/** The read mark, which also shows the typing indicator. */
async function markRead(body: Fields, phoneNumberId: string, reply: FastifyReply, world: World): Promise<unknown> {
  const id = requiredText(body, 'message_id')
  const indicator = body.typing_indicator as Fields | undefined
  if (indicator && indicator.type !== 'text') throw new GraphError(131009, 'typing_indicator.type must be "text"')
  const fault = await takeFault(world, 'read')
  if (fault && isAnswered(fault)) return answerFault(fault, reply)
  const entry = { provider: 'meta' as const, id, from: phoneNumberId, to: '', kind: 'read', text: '' }
  world.journal.add({ ...entry, direction: 'out', body })
  return fault?.cut ? cutConnection(reply) : { success: true }
}

function numberOrMedia(request: FastifyRequest<{ Params: { id: string } }>, world: World) {
  const { id } = request.params
  const media = world.media.get(id)
  if (media) {
    const url = `${request.protocol}://${request.headers.host}/media/${id}`
    const { mimeType: mime_type, sha256 } = media
    return { messaging_product: 'whatsapp', url, mime_type, sha256, file_size: media.bytes.length, id }
  }
  if (!world.settings.phoneNumberIds.includes(id)) throw unknownObject(id, 'get')
  return { id, verified_name: 'Sandbox', display_phone_number: '+1 555-010-0000', quality_rating: 'GREEN' }
}
