import { Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common'
import { readMeta, accountsOf } from '../core/meta.ts'
import { isSameSecret, isSignedByMeta } from '../core/signatures.ts'
import type { Instance } from '../instances/instance.ts'
import { Instances } from '../instances/instances.ts'
import { Secrets } from '../instances/secrets.ts'
import { header, refused, requireType, type WebhookRequest } from './body.ts'
import { Dispatch } from './dispatch.ts'

const CHANNEL = 'whatsapp'

/** WhatsApp by Meta's Cloud API (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks). */
@Controller('webhooks/whatsapp/meta')
export class MetaController {
  constructor(
    private readonly instances: Instances,
    private readonly secrets: Secrets,
    private readonly dispatch: Dispatch,
  ) {}

  /** Says the challenge back when Meta knows a verify token of ours. */
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('x-content-type-options', 'nosniff')
  verify(@Query() query: Record<string, unknown>): string {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query
    if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') {
      throw refused(
        400,
        'Bad Request',
        'a verification has hub.mode=subscribe, hub.verify_token and hub.challenge',
        CHANNEL,
        'malformed',
      )
    }
    const tokens = this.everySecret('verifyToken')
    if (!tokens.some((known) => isSameSecret(known, token))) {
      throw refused(403, 'Forbidden', 'hub.verify_token is not ours', CHANNEL, 'verify_token')
    }
    return challenge.slice(0, 1000)
  }

  /** Takes messages and statuses; answers when all are stored. */
  @Post()
  @HttpCode(200)
  async take(@Req() request: WebhookRequest): Promise<void> {
    requireType(request, 'application/json', CHANNEL)
    const body: unknown = request.body
    const isSignedWith = this.signatureOf(request)
    const isSignedFor = (instance: Instance | null) => {
      const secret = this.secrets.of(instance, 'appSecret')
      return secret !== undefined && isSignedWith(secret)
    }
    const accounts = accountsOf(body)
    const isSigned =
      accounts.length === 0
        ? this.everySecret('appSecret').some(isSignedWith)
        : accounts.every((account) => isSignedFor(this.instances.known(placeOf(account))))
    if (!isSigned) throw unsigned()

    const readings = readMeta(body, new Date().toISOString())
    if (readings === null || (readings.length > 0 && readings.every(({ say }) => say === 'malformed'))) {
      throw refused(400, 'Bad Request', 'the body is not a webhook of the WhatsApp Cloud API', CHANNEL, 'malformed')
    }
    await this.dispatch.take(CHANNEL, readings, async (account) => {
      const instance = await this.instances.at(placeOf(account))
      // An instance that memory did not know may have a secret of its own.
      if (!isSignedFor(instance)) throw unsigned()
      return instance
    })
  }

  /** Does the signature hold with a secret? Computed once for each secret. */
  private signatureOf(request: WebhookRequest): (secret: string) => boolean {
    const signature = header(request, 'x-hub-signature-256')
    const body = request.rawBody ?? Buffer.alloc(0)
    const known = new Map<string, boolean>()
    return (secret) => {
      const isSigned = known.get(secret) ?? isSignedByMeta(body, signature, secret)
      known.set(secret, isSigned)
      return isSigned
    }
  }

  private everySecret(name: 'appSecret' | 'verifyToken'): string[] {
    const all = [null, ...this.instances.all()].map((instance) => this.secrets.of(instance, name))
    return [...new Set(all.filter((secret) => secret !== undefined))]
  }
}

const placeOf = (account: string) => ({ provider: 'meta', channel: CHANNEL, account }) as const

const unsigned = () =>
  refused(401, 'Unauthorized', 'X-Hub-Signature-256 is missing or does not fit the body', CHANNEL, 'signature')
