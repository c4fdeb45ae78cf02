import { Body, Controller, Get, Param, Put, Req } from '@nestjs/common'
import { flagSwitches, flagValues, tenantId } from '@repartee/contracts'
import { FlagStore } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from './doorkeeper.ts'
import { name, parsed } from './parsed.ts'

const change = z.strictObject({
  value: z.string().trim().min(1).max(200),
  /** Left out: for every tenant. */
  tenant: tenantId.optional(),
  by: name.default('operator'),
})

/** Switches and shares, for operators; a change is everywhere within a second. */
@Controller('api/flags')
export class FlagsController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly flags: FlagStore,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest): unknown {
    this.doorkeeper.requireOperator(request)
    return { switches: flagSwitches, values: flagValues, set: this.flags.list() }
  }

  @Put(':flag')
  async set(@Req() request: FastifyRequest, @Param('flag') flag: string, @Body() body: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { value, tenant = null, by } = parsed(change, body)
    await this.flags.set(tenant, flag, value, by)
    return { flag, tenant, value }
  }
}
