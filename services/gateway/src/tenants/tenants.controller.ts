import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { bookingAdopt, tenantId, tenantSettings } from '@repartee/contracts'
import { Packs } from '@repartee/packs'
import { Problem } from '@repartee/service'
import { TenantError, Tenants, type TenantView } from '@repartee/tenants'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { parsed } from '../api/parsed.ts'
import { askOrUnavailable } from '../business/ask.ts'

const creation = z.looseObject({ instances: z.array(z.unknown()).default([]) })
const overrides = z.record(z.string(), z.unknown())
const retention = z.strictObject({ days: z.number().nullable() })

/** Tenants as `pnpm tenant` has them, for operators. */
@Controller('api/tenants')
export class TenantsController {
  constructor(
    private readonly tenants: Tenants,
    private readonly packs: Packs,
    private readonly bus: Bus,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<{ tenants: TenantView[] }> {
    this.doorkeeper.requireOperator(request)
    return { tenants: await this.tenants.list() }
  }

  @Get(':id')
  async show(@Req() request: FastifyRequest, @Param('id') id: unknown): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    return plainly(404, this.tenants.show(parsed(tenantId, id)))
  }

  /** With its instances and, if its pack has one, its calendar. */
  @Post()
  @HttpCode(201)
  async create(@Req() request: FastifyRequest, @Body() body: unknown): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    const { instances, ...tenant } = parsed(creation, body)
    this.packOf(String(tenant['pack']))
    const made = await plainly(422, this.tenants.create(tenant, instances))
    const settings = parsed(tenantSettings, made)
    await askOrUnavailable(this.bus, bookingAdopt, { tenant: made.tenant, settings })
    return made
  }

  @Post(':id/instances')
  @HttpCode(201)
  async addInstance(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Body() body: unknown,
  ): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    return plainly(422, this.tenants.addInstance(parsed(tenantId, id), body))
  }

  @Put(':id/overrides')
  async setOverrides(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Body() body: unknown,
  ): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    const tenant = await plainly(404, this.tenants.show(parsed(tenantId, id)))
    return plainly(422, this.tenants.setOverrides(tenant.tenant, parsed(overrides, body), this.packOf(tenant.pack)))
  }

  @Put(':id/retention')
  async setRetention(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Body() body: unknown,
  ): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    return plainly(422, this.tenants.setRetention(parsed(tenantId, id), parsed(retention, body).days))
  }

  @Put(':id/members')
  async setMember(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Body() body: unknown,
  ): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    return plainly(422, this.tenants.setMember(parsed(tenantId, id), body))
  }

  @Delete(':id/members/:email')
  async removeMember(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Param('email') email: unknown,
  ): Promise<TenantView> {
    this.doorkeeper.requireOperator(request)
    return plainly(404, this.tenants.removeMember(parsed(tenantId, id), parsed(z.string().max(200), email)))
  }

  private packOf(pack: string) {
    try {
      return this.packs.of({ pack })
    } catch (error) {
      throw new Problem(422, 'Unprocessable Content', { detail: `pack: there is no pack "${pack}"`, cause: error })
    }
  }
}

/** What cannot be, as a Problem that says why. */
export async function plainly<Result>(status: 404 | 422, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof TenantError)) throw error
    const title = status === 404 ? 'Not Found' : 'Unprocessable Content'
    throw new Problem(status, title, { detail: error.message.replaceAll('\n', '; ').slice(0, 500), cause: error })
  }
}
