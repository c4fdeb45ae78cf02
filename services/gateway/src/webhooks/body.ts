import { Problem } from '@repartee/service'
import { count } from '@repartee/telemetry'
import type { FastifyRequest } from 'fastify'

/** A request with the bytes of its body, as signatures need them. */
export type WebhookRequest = FastifyRequest & { rawBody?: Buffer }

/** Refuses a body of another type, or one that is packed: providers send neither, and a packed body may be a bomb. */
export function requireType(request: WebhookRequest, type: string, channel: string): void {
  const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const encoding = request.headers['content-encoding']?.trim().toLowerCase()
  if (given === type && (encoding === undefined || encoding === 'identity')) return
  const detail = given === type ? `a body must not be encoded as ${encoding}` : `a body must be of type ${type}`
  throw refused(415, 'Unsupported Media Type', detail, channel, 'type')
}

/** A problem for a webhook that is refused, counted by its reason. */
export function refused(status: number, title: string, detail: string, channel: string, reason: string): Problem {
  count('repartee_webhooks_rejected_total', { channel, reason })
  return new Problem(status, title, { detail })
}

/** One header; undefined when it is missing or given twice. */
export function header(request: WebhookRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
