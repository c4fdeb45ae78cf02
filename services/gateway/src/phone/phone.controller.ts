import { Controller, Header, HttpCode, Inject, Post, Query, Req } from '@nestjs/common'
import { CONFIG } from '@repartee/service'
import type { GatewayConfig } from '../config.ts'
import { callPlace, type CallStep, heardIn } from '../core/call.ts'
import { type Form, parameter, twilioContact } from '../core/twilio.ts'
import { Instances } from '../instances/instances.ts'
import { refused, type WebhookRequest } from '../webhooks/body.ts'
import { TwilioSignature } from '../webhooks/twilio-signature.ts'
import { type Call, Calls } from './calls.ts'
import { twiml } from './twiml.ts'

const CHANNEL = 'phone'
const XML = 'text/xml; charset=utf-8'
/** States of a call in which nobody is on the line any more. */
const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** Calls by Twilio, one request for each turn (www.twilio.com/docs/voice/twiml/gather). */
@Controller('webhooks/twilio/voice')
export class PhoneController {
  constructor(
    private readonly instances: Instances,
    private readonly signature: TwilioSignature,
    private readonly calls: Calls,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('content-type', XML)
  async incoming(@Req() request: WebhookRequest): Promise<string> {
    const { call } = await this.callOf(request)
    return this.say(call, this.calls.greet(call))
  }

  @Post('gather')
  @HttpCode(200)
  @Header('content-type', XML)
  async gathered(@Req() request: WebhookRequest, @Query() query: Record<string, unknown>): Promise<string> {
    const { call, form } = await this.callOf(request)
    const heard = heardIn(parameter(form, 'SpeechResult'), parameter(form, 'Digits'), parameter(form, 'Confidence'))
    return this.say(call, await this.calls.gathered(call, callPlace(query), heard))
  }

  @Post('status')
  @HttpCode(204)
  async status(@Req() request: WebhookRequest): Promise<void> {
    const { call, form } = await this.callOf(request)
    if (over.has(parameter(form, 'CallStatus') ?? '')) await this.calls.ended(call)
  }

  private say({ instance }: Call, step: CallStep): string {
    return twiml(step, `${this.config.PUBLIC_URL}/webhooks/twilio/voice/gather`, instance.settings.region)
  }

  /** The call that a request is about. Throws a Problem when it is not signed, not whole, or for a number that is not ours. */
  private async callOf(request: WebhookRequest): Promise<{ call: Call; form: Form }> {
    const form = this.signature.form(request)
    const to = parameter(form, 'To')
    const id = parameter(form, 'CallSid')
    const place = { provider: 'twilio', channel: CHANNEL, account: to ?? '' } as const
    this.signature.require(request, form, this.instances.known(place), CHANNEL)
    if (to === undefined || id === undefined || id.length > 64) {
      throw refused(400, 'Bad Request', 'a call has the parameters CallSid and To', CHANNEL, 'malformed')
    }
    const instance = await this.instances.at(place)
    if (instance === null) throw refused(404, 'Not Found', 'no instance has this number', CHANNEL, 'unknown_instance')
    this.signature.require(request, form, instance, CHANNEL)
    const from = parameter(form, 'From')?.slice(0, 128)
    return { call: { id, instance, caller: twilioContact(from ?? 'anonymous') }, form }
  }
}
