import type { Address } from '@repartee/contracts'
import { Agent, type Dispatcher, request } from 'undici'
import { z } from 'zod'
import type { GatewayConfig } from '../config.ts'
import type { Instance } from '../instances/instance.ts'
import { Secrets } from '../instances/secrets.ts'
import type { Typist } from './typing.ts'
import { failedRequest, type Sender, type SendResult, type Sending } from './sender.ts'

const accepted = z.object({ key: z.object({ id: z.string().min(1) }) })
/** Whoever sends gives up before; this ends what nobody waits for. */
const ANSWER_LIMIT_MS = 60_000
const MOST_CONNECTIONS = 64
const RATE_WAIT_MS = 2000
const FAILED_WAIT_MS = 1000
/** How long the contact sees that we type, at most. */
const TYPING_MS = 5000

type Answer = Dispatcher.ResponseData

/** Sends through Evolution API (doc.evolution-api.com/v2/api-reference/message-controller/send-text). */
export class EvolutionSender implements Sender, Typist {
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

  async send({ instance, address, part, signal }: Sending): Promise<SendResult> {
    const body = { number: numberOf(address), text: part.text, linkPreview: false }
    return this.post(instance, '/message/sendText', body, signal, async (answer) => {
      const { key } = accepted.parse(await answer.body.json())
      return { outcome: 'accepted', providerId: key.id }
    })
  }

  async markRead(
    { instance, address, signal }: Omit<Sending, 'part' | 'reply'>,
    providerId: string,
    types: boolean,
  ): Promise<SendResult> {
    const done = async (answer: Answer): Promise<SendResult> => {
      await answer.body.dump()
      return { outcome: 'accepted', providerId }
    }
    const readMessages = [{ remoteJid: jidOf(address), fromMe: false, id: providerId }]
    const read = await this.post(instance, '/chat/markMessageAsRead', { readMessages }, signal, done)
    if (!types || read.outcome !== 'accepted') return read
    const presence = { number: numberOf(address), presence: 'composing', delay: TYPING_MS }
    return this.post(instance, '/chat/sendPresence', presence, signal, done)
  }

  private async post(
    instance: Instance,
    path: string,
    body: unknown,
    signal: AbortSignal,
    read: (answer: Answer) => Promise<SendResult>,
  ): Promise<SendResult> {
    const apikey = this.secrets.of(instance, 'apiKey')
    const base = this.config.EVOLUTION_API_URL
    if (apikey === undefined || base === undefined) {
      const detail = 'EVOLUTION_API_KEY and EVOLUTION_API_URL are not set'
      return { outcome: 'refused', reason: 'not_authorised', detail }
    }
    try {
      const answer = await request(`${base}${path}/${encodeURIComponent(instance.account)}`, {
        method: 'POST',
        headers: { apikey, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher: this.connections,
        signal,
      })
      const isTaken = answer.statusCode >= 200 && answer.statusCode < 300
      return isTaken ? await read(answer) : refusal(answer.statusCode, await answer.body.text())
    } catch (error) {
      return failedRequest(error)
    }
  }
}

/** A phone as digits, any other address as it is. */
function numberOf({ contact }: Address): string {
  return contact
}

function jidOf({ contact, contactKind }: Address): string {
  return contactKind === 'phone' ? `${contact}@s.whatsapp.net` : contact
}

/** Evolution answers `{ status, error, response: { message } }`; a number that is not on WhatsApp comes as `exists: false`. */
function refusal(status: number, text: string): SendResult {
  const detail = `HTTP ${status}`
  if (status === 429) return { outcome: 'wait', delayMs: RATE_WAIT_MS, detail }
  if (status >= 500) return { outcome: 'wait', delayMs: FAILED_WAIT_MS, detail }
  if (status === 401 || status === 403) return { outcome: 'refused', reason: 'not_authorised', detail }
  if (/"exists"\s*:\s*false/.test(text)) return { outcome: 'refused', reason: 'invalid_contact', detail }
  return { outcome: 'refused', reason: 'provider_refused', detail }
}
