import { setTimeout as pause } from 'node:timers/promises'
import { signTwilio } from '../drivers/signatures.ts'
import { type WebhookAnswer, postMeta, postTwilio, request } from '../drivers/webhook.ts'
import type { SandboxSettings } from './options.ts'
import { Slots } from './slots.ts'

const MOST_WAITING = 20_000
const MOST_AT_ONCE = 64
const MOST_TRIES = 60
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 5000

/**
 * The way from the sandbox to the gateway: signs what the providers sign. Delivery reports wait in a bounded queue and
 * are sent again, as Meta does, until the gateway takes them; `stop` ends all of it.
 */
export class GatewayLink {
  readonly #settings: SandboxSettings
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #slots = new Slots(MOST_AT_ONCE)

  constructor(settings: SandboxSettings) {
    this.#settings = settings
  }

  /** Aborted when the sandbox stops. */
  get stopped(): AbortSignal {
    return this.#stopping.signal
  }

  /** Posts a Meta body once. */
  async meta(body: unknown): Promise<WebhookAnswer> {
    return await postMeta(this.#settings.gatewayUrl, body, this.#settings.metaAppSecret, { signal: this.stopped })
  }

  /** Posts a Twilio form once. The URL is the public one, or a path under it; it is the URL that is signed. */
  async twilio(
    urlOrPath: string,
    params: Record<string, string>,
    method: 'GET' | 'POST' = 'POST',
  ): Promise<WebhookAnswer> {
    const signedUrl = new URL(urlOrPath, this.publicUrl).toString()
    if (method === 'GET') return await this.#twilioGet(new URL(signedUrl), params)
    return await postTwilio(this.#reachable(signedUrl), params, this.#settings.twilioAuthToken, {
      signedUrl,
      signal: this.stopped,
    })
  }

  /** With GET the parameters stand in the URL, which is all that is signed. */
  async #twilioGet(url: URL, params: Record<string, string>): Promise<WebhookAnswer> {
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
    const signature = signTwilio(url.href, {}, this.#settings.twilioAuthToken)
    return await request(new URL(this.#reachable(url.href)), undefined, this.stopped, {
      'x-twilio-signature': signature,
    })
  }

  /** Posts an Evolution event once. */
  async evolution(body: unknown): Promise<WebhookAnswer> {
    const url = new URL('/webhooks/whatsapp/evolution', this.#settings.gatewayUrl)
    return await request(url, JSON.stringify(body), this.stopped, {
      'content-type': 'application/json',
      apikey: this.#settings.evolutionApiKey,
    })
  }

  get publicUrl(): string {
    return this.#settings.publicUrl ?? this.#settings.gatewayUrl
  }

  /** Runs the deliveries one after another in the background, each after `delayMs` and again until it is taken. */
  later(delayMs: number, deliveries: (() => Promise<WebhookAnswer>)[]): void {
    if (this.stopped.aborted || this.#running.size >= MOST_WAITING) return
    const run = this.#inOrder(delayMs, deliveries)
      .catch((error: unknown) => this.#ignoreStop(error))
      .finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  /** Ends retries and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.allSettled(this.#running)
  }

  async #inOrder(delayMs: number, deliveries: (() => Promise<WebhookAnswer>)[]): Promise<void> {
    for (const deliver of deliveries) {
      if (delayMs > 0) await pause(delayMs, undefined, { signal: this.stopped })
      await this.#untilTaken(deliver)
    }
  }

  async #untilTaken(deliver: () => Promise<WebhookAnswer>): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (await this.#isTaken(deliver)) return
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS)
      await pause(waitMs, undefined, { signal: this.stopped })
    }
  }

  /** A gateway that is away or answers 5xx is asked again; any other answer ends the delivery. */
  async #isTaken(deliver: () => Promise<WebhookAnswer>): Promise<boolean> {
    try {
      return (await this.#slots.run(deliver)).status < 500
    } catch (error) {
      if (this.stopped.aborted) throw error
      return false
    }
  }

  #ignoreStop(error: unknown): void {
    if (!this.stopped.aborted) throw error
  }

  #reachable(signedUrl: string): string {
    const publicUrl = this.publicUrl.replace(/\/$/, '')
    if (signedUrl !== publicUrl && !signedUrl.startsWith(`${publicUrl}/`)) return signedUrl
    return this.#settings.gatewayUrl.replace(/\/$/, '') + signedUrl.slice(publicUrl.length)
  }
}
