import type { FastifyInstance, FastifyRequest } from 'fastify'
import { cutConnection } from '../faults.ts'
import type { World } from '../world.ts'
import { answerFault, authorize, isAnswered, requireNumber, takeFault, unknownObject } from './graphCalls.ts'
import { GraphError } from './graphError.ts'

/** Upload and removal of files. */
export function addMediaRoutes(app: FastifyInstance, world: World, object: string): void {
  app.post<{ Params: { id: string } }>(`${object}/media`, async (request, reply) => {
    authorize(request, world)
    requireNumber(request.params.id, world)
    const fault = await takeFault(world, 'media')
    if (fault && isAnswered(fault)) return answerFault(fault, reply)
    const stored = world.media.add(await upload(request))
    return fault?.cut ? cutConnection(reply) : { id: stored.id }
  })
  app.delete<{ Params: { id: string } }>(object, async (request) => {
    authorize(request, world)
    if (!world.media.delete(request.params.id)) throw unknownObject(request.params.id, 'delete')
    return { success: true }
  })
}

/** The files themselves, at the address that their description names. */
export function addMediaFiles(app: FastifyInstance, world: World): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: 16 * 1024 * 1024 },
    (_request, body, done) => done(null, body),
  )
  app.get<{ Params: { id: string } }>('/media/:id', async (request, reply) => {
    authorize(request, world)
    const fault = await takeFault(world, 'media')
    if (fault && isAnswered(fault)) return answerFault(fault, reply)
    const stored = world.media.get(request.params.id)
    if (!stored) throw unknownObject(request.params.id, 'get')
    return reply.type(stored.mimeType).send(stored.bytes)
  })
}

async function upload(request: FastifyRequest): Promise<{ mimeType: string; filename: string; bytes: Buffer }> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw new GraphError(100, 'upload the file as multipart/form-data')
  const form = await readForm(request.body as Buffer<ArrayBuffer>, type)
  if (form.get('messaging_product') !== 'whatsapp') throw new GraphError(100, 'messaging_product must be "whatsapp"')
  const file = form.get('file')
  if (!(file instanceof File)) throw new GraphError(131008, 'the form has no part `file` with the bytes')
  const named = form.get('type')
  const mimeType = typeof named === 'string' ? named : file.type
  return { mimeType, filename: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
}

async function readForm(body: Buffer<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch (error) {
    throw new GraphError(100, `the form cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
