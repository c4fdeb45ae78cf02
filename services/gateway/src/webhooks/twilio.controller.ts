import { Controller, Header, HttpCode, Post, Query, Req } from '@nestjs/common'
import type { Reading } from '../core/reading.ts'
import { type Form, parameter, readTwilioMessage, readTwilioStatus, twilioAddress } from '../core/twilio.ts'
import type { Instance, Place } from '../instances/instance.ts'
import { Instances } from '../instances/instances.ts'
import { refused, type WebhookRequest } from './body.ts'
import { Dispatch } from './dispatch.ts'
import { TwilioSignature } from './twilio-signature.ts'

const NO_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

/** WhatsApp and SMS by Twilio (www.twilio.com/docs/messaging/guides/webhook-request); the answers leave by its REST API. */
@Controller('webhooks/twilio')
export class TwilioController {
  constructor(
    private readonly instances: Instances,
    private readonly signature: TwilioSignature,
    private readonly dispatch: Dispatch,
  ) {}

  /** Takes a message, of WhatsApp or without the prefix of SMS; answers when it is stored. */
  @Post('whatsapp')
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  async message(@Req() request: WebhookRequest): Promise<string> {
    await this.take(request, 'To', (form) => readTwilioMessage(form, new Date().toISOString()))
    return NO_TWIML
  }

  /** Takes what became of a message of ours; its id stands in the query that we gave with the send. */
  @Post('status')
  @HttpCode(204)
  async status(@Req() request: WebhookRequest, @Query('reply') reply: unknown): Promise<void> {
    await this.take(request, 'From', (form) => [readTwilioStatus(form, typeof reply === 'string' ? reply : null)])
  }

  private async take(request: WebhookRequest, ours: 'To' | 'From', read: (form: Form) => Reading[]): Promise<void> {
    const form = this.signature.form(request)
    const address = twilioAddress(parameter(form, ours))
    const channel = address?.channel ?? 'whatsapp'
    const place: Place | null = address && { provider: 'twilio', channel, account: address.address }
    this.signature.require(request, form, place && this.instances.known(place), channel)
    const readings = read(form)
    if (place === null || readings.every(({ say }) => say === 'malformed')) {
      const what = readings.map((reading) => (reading.say === 'malformed' ? reading.what : '')).join('')
      throw refused(
        400,
        'Bad Request',
        `the parameter ${what} is missing or not in Twilio’s form`,
        channel,
        'malformed',
      )
    }
    const instance = await this.instanceAt(place, request, form)
    await this.dispatch.take(channel, readings, async () => instance)
  }

  private async instanceAt(place: Place, request: WebhookRequest, form: Form): Promise<Instance> {
    const instance = await this.instances.at(place)
    if (instance === null)
      throw refused(404, 'Not Found', 'no instance has this number', place.channel, 'unknown_instance')
    // An instance that memory did not know may have a token of its own.
    this.signature.require(request, form, instance, place.channel)
    return instance
  }
}
