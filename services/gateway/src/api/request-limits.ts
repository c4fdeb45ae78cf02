import { Problem } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { Allowance } from '../core/allowance.ts'

const BURST = 300
const PER_SECOND = 30

/** How many sessions one address may begin. */
export class RequestLimits {
  private readonly allowances = new LRUCache<string, Allowance>({ max: 10_000 })

  /** Throws a Problem with 429 when this address begins too many. */
  requireFew({ ip }: FastifyRequest): void {
    const allowance = this.allowances.get(ip) ?? new Allowance({ burst: BURST, perSecond: PER_SECOND })
    this.allowances.set(ip, allowance)
    if (allowance.take(performance.now())) return
    throw new Problem(429, 'Too Many Requests', { detail: `at most ${PER_SECOND} new sessions a second` })
  }
}
