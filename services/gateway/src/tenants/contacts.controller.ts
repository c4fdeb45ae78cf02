import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common'
import { tenantId } from '@repartee/contracts'
import type { ErasureProof, Exported } from '@repartee/tenants'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { name, parsed } from '../api/parsed.ts'
import { ContactData } from './contact-data.ts'
import { plainly } from './tenants.controller.ts'

const asked = z.strictObject({ tenant: tenantId, contact: z.string().trim().min(1).max(200) })
const erasing = asked.extend({ by: name.default('operator') })

/** What is known of a contact, over every store, for operators: to be handed over, and to be forgotten. */
@Controller('api/contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactData,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  @Post('export')
  @HttpCode(200)
  async export(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Exported> {
    this.doorkeeper.requireOperator(request)
    const { tenant, contact } = parsed(asked, body)
    return plainly(422, this.contacts.export(tenant, contact))
  }

  @Post('erase')
  @HttpCode(200)
  async erase(@Req() request: FastifyRequest, @Body() body: unknown): Promise<ErasureProof> {
    this.doorkeeper.requireOperator(request)
    const { tenant, contact, by } = parsed(erasing, body)
    return plainly(422, this.contacts.erase(tenant, contact, by))
  }
}
