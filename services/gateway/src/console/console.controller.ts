import { All, Controller, Get, Param, Req, Res } from '@nestjs/common'
import { Problem } from '@repartee/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { parsed } from '../api/parsed.ts'
import { Companions, traceId } from './companions.ts'
import { Setup } from './setup.ts'

/** What the page needs besides sessions: what is set up, traces, and the sandbox. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly setup: Setup,
    private readonly companions: Companions,
  ) {}

  @Get('api/setup')
  whatIsSetUp(@Req() request: FastifyRequest): unknown {
    this.doorkeeper.requireOperator(request)
    return this.setup.status()
  }

  @Get('api/traces/:id')
  async trace(@Req() request: FastifyRequest, @Param('id') id: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const trace = await this.companions.trace(parsed(traceId, id))
    if (trace === null) throw new Problem(404, 'Not Found', { detail: 'no such trace is kept here' })
    return trace
  }

  @All('sandbox/*')
  async sandbox(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.doorkeeper.requireOperator(request)
    await this.companions.passToSandbox(request, reply)
  }
}
