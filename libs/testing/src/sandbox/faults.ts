import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { META_STATUSES } from '../drivers/metaStatuses.ts'
import { type Provider, plainAddress } from './journal.ts'

/** What goes wrong with the next requests that match. Without `status`, `code` and `cut` they only come later. */
export const faultSchema = z
  .strictObject({
    provider: z.enum(['meta', 'twilio', 'evolution']),
    /** Which of the provider's calls; all when left out. */
    operation: z.enum(['messages', 'media', 'calls', 'read']).optional(),
    /** Only sends to this contact. */
    to: z.string().min(1).optional(),
    /** How many requests; 1 when left out. */
    times: z.number().int().min(1).max(1_000_000).default(1),
    delayMs: z.number().int().min(0).max(600_000).default(0),
    /** The HTTP status of the error; with `code` alone, the one documented for it. */
    status: z.number().int().min(400).max(599).optional(),
    /** The provider's own error code, such as 131047 or 63016. */
    code: z.number().int().optional(),
    message: z.string().optional(),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Drops the connection: `before` the message is accepted, or `after` (accepted and delivered, answer lost). */
    cut: z.enum(['before', 'after']).optional(),
    /** An answer of status 200 whose body is this text: garbage where JSON is expected. */
    garbage: z.string().optional(),
    /** Accepts, then reports these statuses instead of the usual ones. */
    statuses: z.array(z.enum(META_STATUSES)).max(20).optional(),
    /** Accepts, then reports `failed` with this code: how an address outside the window fails. */
    failWith: z.number().int().optional(),
  })
  .refine((fault) => !(fault.cut && (fault.status || fault.code || fault.garbage)), {
    error: '`cut` stands alone: a dropped connection carries neither `status`, `code` nor `garbage`',
  })
export type Fault = z.output<typeof faultSchema>
export type Operation = NonNullable<Fault['operation']>
export type ActiveFault = Fault & { left: number }

/** The faults that are still to happen, first come first served. */
export class Faults {
  #active: ActiveFault[] = []
  readonly #stopped: AbortSignal

  constructor(stopped: AbortSignal) {
    this.#stopped = stopped
  }

  /** Queues faults; at most 1000 are kept. */
  add(faults: Fault[]): void {
    this.#active = [...this.#active, ...faults.map((fault) => ({ ...fault, left: fault.times }))].slice(-1000)
  }

  list(): ActiveFault[] {
    return this.#active
  }

  clear(): void {
    this.#active = []
  }

  /** Takes the fault that hits this request, if any, after its delay. */
  async take(request: { provider: Provider; operation: Operation; to?: string }): Promise<Fault | undefined> {
    const fault = this.#active.find((each) => hits(each, request))
    if (!fault) return undefined
    fault.left -= 1
    if (fault.left === 0) this.#active = this.#active.filter((each) => each !== fault)
    if (fault.delayMs > 0) await pause(fault.delayMs, undefined, { signal: this.#stopped })
    return fault
  }
}

function hits(fault: Fault, request: { provider: Provider; operation: Operation; to?: string }): boolean {
  if (fault.provider !== request.provider) return false
  if (fault.operation && fault.operation !== request.operation) return false
  return fault.to === undefined || plainAddress(fault.to) === plainAddress(request.to ?? '')
}

/** Drops the connection of a request without an answer. */
export function cutConnection(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.destroy()
  return reply
}
