import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common'
import { feedbackCode, feedbackGiven, outgoing, sessionId, tenantId } from '@repartee/contracts'
import { Problem } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Journal } from '../archive/journal.ts'
import { Records } from '../archive/records.ts'
import { Intake } from '../intake/intake.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { name, parsed } from './parsed.ts'

const listQuery = z.object({
  tenant: tenantId,
  session: sessionId.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const journalQuery = listQuery.extend({
  instrument: z.string().trim().min(1).max(30).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
})
const feedback = z.strictObject({
  tenant: tenantId.optional(),
  session: sessionId,
  turn: z.uuid(),
  on: z.enum(['reply', 'advice']),
  thumb: z.enum(['up', 'down']),
  code: feedbackCode.default('other'),
  reason: z.string().trim().max(200).default(''),
  by: name.default('operator'),
})

/** What the archive knows of a tenant, and what people think of replies. */
@Controller('api')
export class RecordsController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly records: Records,
    private readonly intake: Intake,
    private readonly journal: Journal,
  ) {}

  @Get('bookings')
  async bookings(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, session, limit } = parsed(listQuery, query)
    return { bookings: await this.records.bookings(tenant, session, limit) }
  }

  @Get('followups')
  async followUps(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, session, limit } = parsed(listQuery, query)
    return { followups: await this.records.followUps(tenant, session, limit) }
  }

  /** What contacts decided, latest first. */
  @Get('journal')
  async decisions(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, session, instrument, from, to, limit } = parsed(journalQuery, query)
    const wanted = {
      session: session ?? null,
      instrument: instrument ?? null,
      from: from ?? null,
      to: to ?? null,
      limit,
    }
    return { decisions: await this.journal.find(tenant, wanted) }
  }

  @Post('feedback')
  @HttpCode(202)
  async rate(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ accepted: true }> {
    const given = parsed(feedback, body)
    const { claims } = this.doorkeeper.requireSession(request, given.session)
    const tenant = claims?.tenant ?? given.tenant
    if (tenant === undefined) throw new Problem(400, 'Bad Request', { detail: 'tenant: say whose session it is' })
    const by = claims === null ? given.by : claims.role
    const event = outgoing(feedbackGiven, { ...given, tenant, by, at: new Date().toISOString() })
    await this.intake.store(event, `feedback:${randomUUID()}`)
    return { accepted: true }
  }
}
