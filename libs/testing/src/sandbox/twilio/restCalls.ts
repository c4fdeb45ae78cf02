import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, type Operation, cutConnection } from '../faults.ts'
import type { World } from '../world.ts'
import { TwilioError } from './twilioError.ts'

/** The fields of a form. */
export type Form = Record<string, string>
export const API_VERSION = '2010-04-01'

/** An id as Twilio makes them: two letters and 32 hex digits. */
export function newSid(prefix: 'SM' | 'CA'): string {
  return prefix + randomBytes(16).toString('hex')
}

/** Throws 401 unless the call carries the account's Basic credentials (or an API key of it), 404 for another account. */
export function authorize(request: FastifyRequest<{ Params: { account: string } }>, world: World): void {
  const { twilioAccountSid, twilioAuthToken } = world.settings
  const encoded = /^Basic (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const [user, password] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':')
  if (user !== twilioAccountSid || password !== twilioAuthToken) throw new TwilioError(20003)
  const { account } = request.params
  if (account !== twilioAccountSid) throw notFound(`/Accounts/${account}`)
}

export function notFound(path: string): TwilioError {
  return new TwilioError(20404, `The requested resource /${API_VERSION}${path} was not found`)
}

/** The form that was posted; Twilio takes nothing else. */
export function formOf(request: FastifyRequest): Form {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return request.body as Form
  throw new TwilioError(20001, 'post the parameters as application/x-www-form-urlencoded')
}

/** The next fault for a REST call. */
export async function takeFault(world: World, operation: Operation, to?: string): Promise<Fault | undefined> {
  return await world.faults.take({ provider: 'twilio', operation, to })
}

/** Answers with a fault that replaces the answer; gives undefined when the call is to be served. */
export function answerFault(fault: Fault | undefined, reply: FastifyReply): FastifyReply | undefined {
  if (!fault) return undefined
  if (fault.cut === 'before') return cutConnection(reply)
  if (fault.garbage !== undefined) return reply.type('application/json').serializer(String).send(fault.garbage)
  if (fault.status === undefined && fault.code === undefined) return undefined
  if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', fault.retryAfterSeconds)
  const error = new TwilioError(fault.code ?? codeForStatus(fault.status ?? 500), fault.message, fault.status)
  return reply.code(error.status).send(error.body())
}

function codeForStatus(status: number): number {
  if (status === 401) return 20003
  if (status === 429) return 20429
  if (status === 503) return 20503
  return status >= 500 ? 20500 : 20001
}

/** What Fastify refuses by itself, in Twilio's words. */
export function clientError(error: unknown): TwilioError {
  if (error instanceof TwilioError) return error
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  return statusCode && statusCode < 500 ? new TwilioError(20001, message, statusCode) : new TwilioError(20500)
}

/** A date as Twilio's 2010 API writes it. */
export function rfc2822(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000')
}
