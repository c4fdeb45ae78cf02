import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { followUpCancel, followUpList, followUpMove, instant, sessionId, tenantId } from '@repartee/contracts'
import type { FollowUpItem } from '@repartee/contracts'
import { Problem } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { name, parsed } from '../api/parsed.ts'
import { askOrUnavailable } from './ask.ts'

const listQuery = z.object({
  tenant: tenantId,
  session: sessionId.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const followUpPath = z.uuid('a follow-up’s id is a UUID')
const byHand = z.strictObject({ tenant: tenantId, by: name.default('operator') })
const move = byHand.extend({ dueAt: instant })

const refusals: Readonly<Record<string, readonly [number, string, string]>> = {
  unknown: [404, 'Not Found', 'there is no such follow-up'],
  not_waiting: [409, 'Conflict', 'it does not wait any more: it was sent or cancelled'],
  in_the_past: [422, 'Unprocessable Content', 'dueAt: it must lie in the future'],
  too_late: [422, 'Unprocessable Content', 'dueAt: it must lie before the booking begins'],
}

/** Follow-ups as the service that keeps them has them, for operators: why each waits, and another time or an end for it. */
@Controller('api/follow-ups')
export class FollowUpsController {
  constructor(
    private readonly bus: Bus,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<{ followUps: FollowUpItem[] }> {
    this.doorkeeper.requireOperator(request)
    const { tenant, session, limit } = parsed(listQuery, query)
    return askOrUnavailable(this.bus, followUpList, { tenant, session: session ?? null, limit })
  }

  @Post(':id/move')
  @HttpCode(200)
  async move(@Req() request: FastifyRequest, @Param('id') id: unknown, @Body() body: unknown): Promise<FollowUpItem> {
    this.doorkeeper.requireOperator(request)
    const asked = { ...parsed(move, body), followUp: parsed(followUpPath, id) }
    const answer = await askOrUnavailable(this.bus, followUpMove, asked)
    if (answer.outcome !== 'moved') throw refused(answer.outcome)
    return answer.followUp
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Req() request: FastifyRequest, @Param('id') id: unknown, @Body() body: unknown): Promise<FollowUpItem> {
    this.doorkeeper.requireOperator(request)
    const asked = { ...parsed(byHand, body), followUp: parsed(followUpPath, id) }
    const answer = await askOrUnavailable(this.bus, followUpCancel, asked)
    if (answer.outcome !== 'cancelled') throw refused(answer.outcome)
    return answer.followUp
  }
}

function refused(outcome: string): Problem {
  const [status, title, detail] = refusals[outcome] ?? [409, 'Conflict', outcome]
  return new Problem(status, title, { detail })
}
