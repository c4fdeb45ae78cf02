import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from './doorkeeper.ts'
import { HumanAnswers } from './human-answers.ts'
import { name, parsed, sessionPath, tenantQuery } from './parsed.ts'

const who = z.strictObject({ by: name.default('operator'), tenant: tenantQuery.optional() })

/** A human takes a session over, and gives it back. */
@Controller('api/sessions/:id')
export class TakeoverApiController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly humans: HumanAnswers,
  ) {}

  @Post('takeover')
  @HttpCode(200)
  async takeOver(@Req() request: FastifyRequest, @Param('id') id: unknown, @Body() body: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    return this.humans.takeOver({ session: parsed(sessionPath, id), ...parsed(who, body ?? {}) })
  }

  @Post('release')
  @HttpCode(200)
  async release(@Req() request: FastifyRequest, @Param('id') id: unknown, @Body() body: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    return this.humans.release({ session: parsed(sessionPath, id), ...parsed(who, body ?? {}) })
  }
}
