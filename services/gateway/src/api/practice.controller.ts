import { Controller, Get, Query, Req } from '@nestjs/common'
import { language, tenantId } from '@repartee/contracts'
import { languageOf, message, Packs } from '@repartee/packs'
import { Problem } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FeedbackSummary, helpfulBy, type HelpfulBy } from '../archive/helpfulness.ts'
import { Practices } from '../archive/practices.ts'
import { Instances } from '../instances/instances.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { name, parsed } from './parsed.ts'

const historyQuery = z.object({
  tenant: tenantId,
  trainee: name.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const personasQuery = z.object({
  tenant: tenantId,
  pack: z.string().min(1).max(64).optional(),
  language: language.optional(),
})
const summaryQuery = z.object({
  tenant: tenantId,
  by: z.enum(Object.keys(helpfulBy) as [HelpfulBy, ...HelpfulBy[]]).default('intent'),
})

/** Practising on a customer that the engine plays: on whom, how it went, and what helped. */
@Controller('api')
export class PracticeController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly practices: Practices,
    private readonly feedback: FeedbackSummary,
    private readonly packs: Packs,
    private readonly instances: Instances,
  ) {}

  @Get('practice')
  async history(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, trainee, limit } = parsed(historyQuery, query)
    return { practices: await this.practices.find(tenant, trainee, limit) }
  }

  @Get('practice/personas')
  personas(@Req() request: FastifyRequest, @Query() query: unknown): unknown {
    this.doorkeeper.requireOperator(request)
    const { tenant, language: wanted, pack: named } = parsed(personasQuery, query)
    const own = this.instances.all().find((instance) => instance.tenant === tenant)?.settings
    if (own === undefined) throw new Problem(404, 'Not Found', { detail: 'there is no such tenant' })
    const pack = this.packs.of({ ...own, pack: named ?? own.pack })
    const code = languageOf(pack, wanted, own.defaultLanguage)
    const personas = (pack.practice?.personas ?? []).map(({ id, names, about }) => ({
      id,
      name: names[code]?.name ?? id,
      about: message(pack, code, about),
    }))
    return { personas }
  }

  @Get('feedback/summary')
  async summary(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, by } = parsed(summaryQuery, query)
    return { by, feedback: await this.feedback.by(tenant, by) }
  }
}
