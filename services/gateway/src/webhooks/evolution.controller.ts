import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common'
import { evolutionInstance, readEvolution } from '../core/evolution.ts'
import { showsKey } from '../core/evolution-key.ts'
import type { Instance } from '../instances/instance.ts'
import { Instances } from '../instances/instances.ts'
import { Secrets } from '../instances/secrets.ts'
import { header, refused, requireType, type WebhookRequest } from './body.ts'
import { Dispatch } from './dispatch.ts'

const CHANNEL = 'whatsapp'

/** WhatsApp by Evolution API (doc.evolution-api.com): events at one address, or each at its own. It tries 4xx but 408 and 429 never again. */
@Controller('webhooks/whatsapp/evolution')
export class EvolutionController {
  constructor(
    private readonly instances: Instances,
    private readonly secrets: Secrets,
    private readonly dispatch: Dispatch,
  ) {}

  @Post()
  @HttpCode(200)
  async take(@Req() request: WebhookRequest): Promise<void> {
    await this.read(request, null)
  }

  @Post(':event')
  @HttpCode(200)
  async takeEvent(@Req() request: WebhookRequest, @Param('event') event: string): Promise<void> {
    await this.read(request, event)
  }

  private async read(request: WebhookRequest, event: string | null): Promise<void> {
    requireType(request, 'application/json', CHANNEL)
    const { body } = request
    const account = evolutionInstance(body)
    const place = { provider: 'evolution', channel: CHANNEL, account: account ?? '' } as const
    this.requireKey(request, this.instances.known(place))
    const readings = readEvolution(body, event, new Date().toISOString())
    if (readings === null || (readings.length > 0 && readings.every(({ say }) => say === 'malformed'))) {
      throw refused(400, 'Bad Request', 'the body is not a webhook of Evolution API', CHANNEL, 'malformed')
    }
    const instance = await this.instances.at(place)
    if (instance === null) {
      throw refused(404, 'Not Found', 'no instance has this name', CHANNEL, 'unknown_instance')
    }
    // An instance that memory did not know may have a key of its own.
    this.requireKey(request, instance)
    await this.dispatch.take(CHANNEL, readings, async () => instance)
  }

  private requireKey(request: WebhookRequest, instance: Instance | null): void {
    const shown = {
      header: header(request, 'apikey'),
      body: request.body,
      authorization: header(request, 'authorization'),
    }
    const keys = { apiKey: this.secrets.of(instance, 'apiKey'), jwtKey: this.secrets.of(instance, 'jwtKey') }
    if (showsKey(shown, keys, Date.now())) return
    throw refused(401, 'Unauthorized', 'the key of the instance is missing or not its own', CHANNEL, 'signature')
  }
}
