import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, type Operation, cutConnection } from '../faults.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import { GraphError } from './graphError.ts'

/** The next fault for a Graph API call. */
export async function takeFault(world: World, operation: Operation, to?: string): Promise<Fault | undefined> {
  return await world.faults.take({ provider: 'meta', operation, to })
}

/** Whether the fault is the whole answer, so that nothing is accepted. */
export function isAnswered(fault: Fault): boolean {
  const { status, code, garbage, cut } = fault
  return status !== undefined || code !== undefined || garbage !== undefined || cut === 'before'
}

/** Answers with a fault. */
export function answerFault(fault: Fault, reply: FastifyReply): FastifyReply {
  if (fault.cut) return cutConnection(reply)
  if (fault.garbage !== undefined) return reply.type('application/json').serializer(String).send(fault.garbage)
  if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', fault.retryAfterSeconds)
  const code = fault.code ?? codeForStatus(fault.status ?? 500)
  const error = new GraphError(code, fault.message, { status: fault.status })
  return reply.code(error.status).send(error.body())
}

function codeForStatus(status: number): number {
  if (status === 401) return 190
  if (status === 403) return 10
  if (status === 429) return 130429
  return status >= 500 ? 131000 : 100
}

/** Throws 401 unless the call carries a token that is allowed. */
export function authorize(request: FastifyRequest, world: World): void {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new GraphError(0, 'send the access token as `Authorization: Bearer …`')
  if (world.settings.metaAccessToken && token !== world.settings.metaAccessToken) {
    throw new GraphError(190, undefined, { title: 'Invalid OAuth access token - Cannot parse access token' })
  }
}

/** Throws the answer for an object that does not exist unless this is one of our numbers. */
export function requireNumber(id: string, world: World): void {
  if (!world.settings.phoneNumberIds.includes(id)) throw unknownObject(id, 'post')
}

/** The answer for an object that does not exist, with the wording of the Graph API. */
export function unknownObject(id: string, method: 'get' | 'post' | 'delete'): GraphError {
  const title =
    `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
    'permissions, or does not support this operation. Please read the Graph API documentation at ' +
    'https://developers.facebook.com/docs/graph-api'
  return new GraphError(100, undefined, { subcode: 33, title })
}

/** The JSON object that was posted. */
export function bodyOf(request: FastifyRequest): Fields {
  const body = request.body
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields
  throw new GraphError(100, 'the body must be a JSON object')
}

/** What Fastify refuses by itself (broken JSON, too large, wrong type), in Meta's words. */
export function clientError(error: unknown): GraphError {
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  return statusCode && statusCode < 500 ? new GraphError(100, message, { status: statusCode }) : new GraphError(131000)
}
