import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common'
import { choice, clientMessageId, clientText, type TurnResultFrame } from '@repartee/contracts'
import { Problem } from '@repartee/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SessionClaims } from './session-token.ts'
import { Advice } from './advice.ts'
import { Answers } from './answers.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { HumanAnswers } from './human-answers.ts'
import { name, parsed, sessionPath, tenantQuery } from './parsed.ts'
import { RequestLimits } from './request-limits.ts'
import { SessionReading } from './session-reading.ts'
import { turnResultOf } from './turn-result.ts'
import { WebChat } from './web-chat.ts'

const begin = z.strictObject({
  tenant: z.string(),
  pack: z.string().min(1).max(64).optional(),
  role: z.enum(['contact', 'trainee']).optional(),
  /** Of a trainee: on whom they practise, and what they are called. */
  persona: name.optional(),
  trainee: name.optional(),
})
const said = z.strictObject({
  id: clientMessageId,
  text: clientText,
  choice: choice.optional(),
  /** Of an operator: who writes, and in which tenant. */
  by: name.optional(),
  tenant: z.string().optional(),
})
const listQuery = z.object({
  tenant: tenantQuery,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Only those that changed before. */
  before: z.iso.datetime().optional(),
})
/** The longest that a reply waits for its advice, where it does. */
const SYNC_ADVICE_MS = 6000
const turnParameter = z.union([z.coerce.number().int().positive(), z.uuid()])

/** Sessions: those of the web chat begin here, and operators look at all. */
@Controller('api/sessions')
export class SessionsController {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly webChat: WebChat,
    private readonly answers: Answers,
    private readonly humans: HumanAnswers,
    private readonly reading: SessionReading,
    private readonly advice: Advice,
    private readonly limits: RequestLimits,
  ) {}

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  begin(@Req() request: FastifyRequest, @Body() body: unknown): { id: string; token: string; expiresAt: string } {
    const who = this.doorkeeper.whoAsks(request)
    if (who === null) this.limits.requireFew(request)
    const { claims, token } = this.webChat.begin(parsed(begin, body), who?.role === 'operator')
    return { id: claims.session, token, expiresAt: new Date(claims.expires * 1000).toISOString() }
  }

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    const { tenant, limit, before } = parsed(listQuery, query)
    return { sessions: await this.reading.list(tenant, limit, before) }
  }

  @Get(':id')
  async read(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Query('tenant') tenant: unknown,
  ): Promise<unknown> {
    const session = parsed(sessionPath, id)
    const { claims } = this.doorkeeper.requireSession(request, session)
    const found = await this.reading.one(session, claims?.tenant ?? parsed(tenantQuery.optional(), tenant))
    if (found === null) throw new Problem(404, 'Not Found', { detail: 'there is no such session' })
    return claims === null ? found : this.reading.forContact(found)
  }

  /** Of a contact: waits for the answer. Of an operator: sends it to the contact. */
  @Post(':id/messages')
  async say(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: unknown,
    @Body() body: unknown,
  ): Promise<unknown> {
    const session = parsed(sessionPath, id)
    const { claims } = this.doorkeeper.requireSession(request, session)
    const message = parsed(said, body)
    void reply.status(200)
    if (claims !== null) return this.ask(claims, message, reply)
    return this.humans.send({
      session,
      tenant: message.tenant,
      by: message.by ?? 'operator',
      id: message.id,
      text: message.text,
    })
  }

  @Get(':id/turns/:turn/advice')
  async adviceOn(
    @Req() request: FastifyRequest,
    @Param('id') id: unknown,
    @Param('turn') turn: unknown,
    @Query('tenant') tenant: unknown,
  ): Promise<unknown> {
    const session = parsed(sessionPath, id)
    const who = this.doorkeeper.requireSession(request, session)
    if (who.role === 'contact') throw new Problem(403, 'Forbidden', { detail: 'the coach does not speak to contacts' })
    const of = who.claims?.tenant ?? (await this.reading.tenantOf(session, parsed(tenantQuery.optional(), tenant)))
    const given = of === null ? null : await this.advice.on(of, session, parsed(turnParameter, turn))
    if (given === null) throw new Problem(404, 'Not Found', { detail: 'there is no advice on this turn (yet)' })
    return given
  }

  private async ask(
    claims: SessionClaims,
    message: z.output<typeof said>,
    reply: FastifyReply,
  ): Promise<TurnResultFrame | { type: 'accepted'; id: string; message: string; detail: string }> {
    const { tenant, session, message: stored } = await this.webChat.receive(claims, message)
    const isHuman = await this.reading.isWithHuman(tenant, session)
    const answer = isHuman ? null : await this.answers.to({ tenant, session, message: stored })
    const waits = answer?.adviceMode === 'sync' && claims.role === 'trainee' && answer.turn !== null
    const advice = waits ? await this.advice.given(tenant, session, answer.turn ?? '', SYNC_ADVICE_MS) : null
    const result = answer && turnResultOf(session, answer, advice)
    if (result) return result
    void reply.status(202)
    const detail = isHuman ? 'a person will answer' : 'there is no answer yet; it comes by the socket'
    return { type: 'accepted', id: message.id, message: stored, detail }
  }
}
