import { Agent, type Dispatcher, request } from 'undici'
import { z } from 'zod'
import type { GatewayConfig } from '../config.ts'
import type { OutgoingPart } from '../core/parts.ts'
import { Secrets } from '../instances/secrets.ts'
import { failedRequest, type Sender, type SendResult, type Sending } from './sender.ts'
import type { Typist } from './typing.ts'

const accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) })
const refused = z.object({ error: z.object({ code: z.number(), message: z.string() }) })

type Response = Dispatcher.ResponseData

// developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
const RATE = new Set([4, 80007, 130429, 131048, 131056, 133016])
const TRANSIENT = new Set([1, 2, 131000, 131016, 131057, 133004])
const WINDOW = new Set([131047])
const CONTACT = new Set([131021, 131026, 131030])
const AUTHORISATION = new Set([0, 3, 10, 190, 131005, 131031])
const RATE_WAIT_MS = 2000
/** Whoever sends gives up before; this ends what nobody waits for. */
const ANSWER_LIMIT_MS = 60_000
/** A provider that hangs for some contacts must not stop the others. */
const MOST_CONNECTIONS = 256

/** Sends through Meta's Graph API. */
export class MetaSender implements Sender, Typist {
  private readonly connections = new Agent({
    keepAliveTimeout: 30_000,
    connections: MOST_CONNECTIONS,
    headersTimeout: ANSWER_LIMIT_MS,
    bodyTimeout: ANSWER_LIMIT_MS,
  })

  constructor(
    private readonly config: GatewayConfig,
    private readonly secrets: Secrets,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.connections.close()
  }

  async send(sending: Sending): Promise<SendResult> {
    const { address, part, reply } = sending
    const body = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...(address.contactKind === 'user_id' ? { recipient: address.contact } : { to: address.contact }),
      ...contentOf(part),
      biz_opaque_callback_data: reply,
    }
    return this.post(sending, body, async (response) => {
      const { messages } = accepted.parse(await response.body.json())
      return { outcome: 'accepted', providerId: messages[0]?.id ?? '' }
    })
  }

  /** Marks a message as read, and shows for at most 25 s that we type; worthless when it fails. */
  async markRead(sending: Omit<Sending, 'part' | 'reply'>, providerId: string, types: boolean): Promise<SendResult> {
    const body = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: providerId,
      ...(types && { typing_indicator: { type: 'text' } }),
    }
    return this.post(sending, body, async (response) => {
      await response.body.dump()
      return { outcome: 'accepted', providerId }
    })
  }

  private async post(
    { instance, address, signal }: Omit<Sending, 'part' | 'reply'>,
    body: unknown,
    read: (response: Response) => Promise<SendResult>,
  ): Promise<SendResult> {
    const token = this.secrets.of(instance, 'accessToken') ?? ''
    try {
      const response = await request(`${this.config.META_GRAPH_URL}/${address.account}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher: this.connections,
        signal,
      })
      const isTaken = response.statusCode >= 200 && response.statusCode < 300
      return isTaken ? await read(response) : await refusal(response)
    } catch (error) {
      return failedRequest(error)
    }
  }
}

function contentOf(part: OutgoingPart): Record<string, unknown> {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: { body: part.text, preview_url: false } }
    case 'buttons':
      return {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: part.text },
          action: { buttons: part.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
        },
      }
    case 'list':
      return {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: part.text },
          action: { button: part.open, sections: [{ rows: part.rows }] },
        },
      }
  }
}

async function refusal(response: Response): Promise<SendResult> {
  const text = await response.body.text()
  const parsed = refused.safeParse(jsonOf(text))
  const code = parsed.success ? parsed.data.error.code : null
  const detail = `HTTP ${response.statusCode}${code === null ? '' : `, code ${code}`}`
  const isRate = response.statusCode === 429 || (code !== null && RATE.has(code))
  if (isRate) return { outcome: 'wait', delayMs: retryAfterMs(response) ?? RATE_WAIT_MS, detail }
  if (response.statusCode >= 500 || (code !== null && TRANSIENT.has(code))) {
    return { outcome: 'wait', delayMs: retryAfterMs(response) ?? 1000, detail }
  }
  if (code !== null && WINDOW.has(code)) return { outcome: 'refused', reason: 'outside_window', detail }
  if (code !== null && CONTACT.has(code)) return { outcome: 'refused', reason: 'invalid_contact', detail }
  const isAuthorisation =
    response.statusCode === 401 || response.statusCode === 403 || (code !== null && AUTHORISATION.has(code))
  return { outcome: 'refused', reason: isAuthorisation ? 'not_authorised' : 'provider_refused', detail }
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
