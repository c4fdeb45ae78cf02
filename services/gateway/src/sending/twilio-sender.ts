import { RetryLaterError } from '@repartee/bus'
import type { Address } from '@repartee/contracts'
import type { Twilio } from 'twilio'
import type { GatewayConfig } from '../config.ts'
import { Secrets } from '../instances/secrets.ts'
import { failedRequest, type Lost, type Sender, type SendResult, type Sending } from './sender.ts'

// twilio.com/docs/api/errors
const RATE = new Set([20429, 63018, 14107])
const WINDOW = new Set([63016])
const CONTACT = new Set([21211, 21214, 21217, 21408, 21610, 21614, 63003, 63024])
const AUTHORISATION = new Set([20003, 20005, 20006])
const ANSWER_LIMIT_MS = 40_000
const MOST_FOUND = 50
const API = 'https://api.twilio.com'

/** Sends WhatsApp and SMS messages through Twilio's official client. */
export class TwilioSender implements Sender {
  private readonly clients = new Map<string, Promise<Twilio>>()

  constructor(
    private readonly config: GatewayConfig,
    private readonly secrets: Secrets,
  ) {}

  async send({ instance, address, part, reply }: Sending): Promise<SendResult> {
    const sid = this.secrets.of(instance, 'accountSid')
    const token = this.secrets.of(instance, 'authToken')
    if (sid === undefined || token === undefined) {
      return {
        outcome: 'refused',
        reason: 'not_authorised',
        detail: 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set',
      }
    }
    const callback = new URL('/webhooks/twilio/status', this.config.PUBLIC_URL)
    callback.searchParams.set('reply', reply)
    try {
      const client = await this.client(sid, token)
      const message = await client.messages.create({
        ...wayTo(address),
        body: part.text,
        statusCallback: callback.href,
      })
      return { outcome: 'accepted', providerId: message.sid }
    } catch (error) {
      return refusal(error)
    }
  }

  async find({ instance, address, part, sinceMs, known }: Lost): Promise<string | null> {
    const sid = this.secrets.of(instance, 'accountSid')
    const token = this.secrets.of(instance, 'authToken')
    if (sid === undefined || token === undefined) return null
    try {
      const client = await this.client(sid, token)
      // Twilio tells whole seconds.
      const dateSentAfter = new Date(Math.floor(sinceMs / 1000) * 1000)
      const found = await client.messages.list({ ...wayTo(address), dateSentAfter, limit: MOST_FOUND })
      const taken = found.find(({ body, sid: id }) => body === part.text && !known.includes(id))
      return taken?.sid ?? null
    } catch (error) {
      if (refusal(error).outcome === 'refused') return null
      throw new RetryLaterError('Twilio cannot be asked now whether it took a message', { delayMs: 2000, cause: error })
    }
  }

  /** The official client, loaded when it is first needed; its requests go to the configured address. */
  private client(sid: string, token: string): Promise<Twilio> {
    const known = this.clients.get(sid)
    if (known) return known
    const created = connect(sid, token, this.config.TWILIO_API_URL)
    this.clients.set(sid, created)
    return created
  }
}

/** Both ends in Twilio's words. */
function wayTo({ channel, account, contact, contactKind }: Address): { from: string; to: string } {
  const prefix = channel === 'whatsapp' ? 'whatsapp:' : ''
  return { from: `${prefix}${account}`, to: `${prefix}${contactKind === 'phone' ? '+' : ''}${contact}` }
}

async function connect(sid: string, token: string, base: string): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  const { RequestClient } = twilio
  const http = new RequestClient({ timeout: ANSWER_LIMIT_MS, keepAlive: true })
  return twilio(sid, token, {
    httpClient: {
      request: (options) => http.request({ ...options, uri: options.uri.replace(API, base) }),
    } as InstanceType<typeof RequestClient>,
  })
}

function refusal(error: unknown): SendResult {
  const { status, code } = error as { status?: unknown; code?: unknown }
  if (typeof status !== 'number') return failedRequest(error)
  const number = typeof code === 'number' ? code : 0
  const detail = `HTTP ${status}, code ${number}`
  if (status === 429 || RATE.has(number)) return { outcome: 'wait', delayMs: 2000, detail }
  if (status >= 500) return { outcome: 'wait', delayMs: 1000, detail }
  if (WINDOW.has(number)) return { outcome: 'refused', reason: 'outside_window', detail }
  if (CONTACT.has(number)) return { outcome: 'refused', reason: 'invalid_contact', detail }
  if (status === 401 || status === 403 || AUTHORISATION.has(number)) {
    return { outcome: 'refused', reason: 'not_authorised', detail }
  }
  return { outcome: 'refused', reason: 'provider_refused', detail }
}
