// The one module of the SDK that checks signatures; the whole SDK takes ten times as long to load.
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js'
import type { GatewayConfig } from '../config.ts'
import type { Form } from '../core/twilio.ts'
import type { Instance } from '../instances/instance.ts'
import { Secrets } from '../instances/secrets.ts'
import { header, refused, requireType, type WebhookRequest } from './body.ts'

/** Checks that a request is Twilio's: `X-Twilio-Signature` over the public URL and all parameters. */
export class TwilioSignature {
  constructor(
    private readonly secrets: Secrets,
    private readonly config: GatewayConfig,
  ) {}

  /** The form of a request, which is not trusted yet. Throws a Problem for another body. */
  form(request: WebhookRequest): Form {
    requireType(request, 'application/x-www-form-urlencoded', 'twilio')
    return { ...(request.body as Form | undefined) }
  }

  /** Throws a Problem with 401 unless the request is signed with the token of the instance (else the environment's). */
  require(request: WebhookRequest, form: Form, instance: Instance | null, channel: string): void {
    const token = this.secrets.of(instance, 'authToken')
    const signature = header(request, 'x-twilio-signature')
    const url = `${this.config.PUBLIC_URL}${request.originalUrl}`
    if (token !== undefined && signature !== undefined && twilioWebhooks.validateRequest(token, signature, url, form))
      return
    throw refused(
      401,
      'Unauthorized',
      'X-Twilio-Signature is missing or does not fit the request',
      channel,
      'signature',
    )
  }
}
