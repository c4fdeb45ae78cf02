import { metaButtonReply, metaListReply, metaText } from './metaMessages.ts'
import { type MetaWebhook, newWamid } from './metaWebhook.ts'
import { type SentMessage, type SentQuery, readSent } from './sent.ts'
import { type WebhookAnswer, postMeta } from './webhook.ts'

/** Where a simulated contact lives. */
export type ContactOptions = {
  gatewayUrl: string
  sandboxUrl: string
  appSecret: string
  /** Digits without `+`; or a BSUID such as `US.1234` for a contact who hides the phone. */
  from: string
  name?: string
  phoneNumberId?: string
}

/** One line of what the contact wrote and got. */
export type ConversationLine = { from: 'contact' | 'business'; id: string; text: string; at: string }

type Choice = { id: string; title: string; kind: 'button' | 'row'; offerId: string }

/** A person on WhatsApp, for tests: writes through the real, signed webhook and reads what the sandbox was sent. */
export class WhatsAppContact {
  /** Both sides as this contact saw them so far. */
  readonly conversation: ConversationLine[] = []
  readonly #options: ContactOptions
  #seen: number | undefined
  readonly #choices: Choice[] = []

  constructor(options: ContactOptions) {
    this.#options = options
  }

  get from(): string {
    return this.#options.from
  }

  /** Writes a text. Throws unless the gateway acknowledges; gives the message's id. */
  async send(text: string, options: { id?: string; gatewayUrl?: string } = {}): Promise<string> {
    const id = options.id ?? newWamid()
    await this.#acknowledged(metaText({ ...this.#sender(id), text }), options.gatewayUrl)
    this.#note('contact', id, text)
    return id
  }

  /** Taps a button or chooses a row by its id or title, from what was offered and read by `waitForReply`. */
  async tap(wanted: string): Promise<string> {
    const choice = this.#choices.findLast(({ id, title }) => id === wanted || title === wanted)
    if (!choice) {
      const titles = this.#choices.map(({ title }) => title).join(', ') || 'nothing'
      throw new Error(`"${wanted}" was not offered to ${this.from}; offered so far: ${titles}`)
    }
    const id = newWamid()
    const answer = {
      ...this.#sender(id),
      replyTo: { id: choice.offerId },
      choice: { id: choice.id, title: choice.title },
    }
    await this.#acknowledged(choice.kind === 'button' ? metaButtonReply(answer) : metaListReply(answer))
    this.#note('contact', id, choice.title)
    return id
  }

  /** Posts any body, signed, and gives the gateway's answer whatever it is. */
  async deliver(body: MetaWebhook, gatewayUrl = this.#options.gatewayUrl): Promise<WebhookAnswer> {
    this.#seen ??= await this.#newest()
    return await postMeta(gatewayUrl, body, this.#options.appSecret)
  }

  /**
   * The next message to this contact that was not read yet, or the first one after the sandbox's sequence number
   * `after`. Throws when none comes within `timeoutMs` (10 s).
   */
  async waitForReply({ after, timeoutMs = 10_000 }: { after?: number; timeoutMs?: number } = {}): Promise<SentMessage> {
    this.#seen ??= await this.#newest()
    const reply = await this.#next(after ?? this.#seen, performance.now() + timeoutMs)
    if (!reply) throw new Error(`no reply to ${this.from} within ${timeoutMs} ms; so far:\n${this.#transcript()}`)
    this.#seen = Math.max(this.#seen, reply.sequence)
    this.#note('business', reply.id, reply.text)
    this.#choices.push(...choicesIn(reply))
    return reply
  }

  /** Writes and waits for the reply. */
  async ask(text: string, timeoutMs?: number): Promise<SentMessage> {
    await this.send(text)
    return await this.waitForReply({ timeoutMs })
  }

  /** All that was sent to this contact, oldest first. */
  async received(): Promise<SentMessage[]> {
    return (await this.#read({ to: this.from })).filter(isMessage)
  }

  #sender(id: string) {
    const { from, name, phoneNumberId } = this.#options
    return { ...(/^\d+$/.test(from) ? { from } : { userId: from }), name, phoneNumberId, id }
  }

  async #acknowledged(body: MetaWebhook, gatewayUrl?: string): Promise<void> {
    const answer = await this.deliver(body, gatewayUrl)
    if (answer.status !== 200) throw new Error(`the gateway answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  }

  async #next(after: number, deadline: number): Promise<SentMessage | undefined> {
    let seen = after
    for (;;) {
      const waitMs = Math.max(0, Math.min(20_000, Math.ceil(deadline - performance.now())))
      const sent = await this.#read({ to: this.from, after: seen, waitMs })
      const reply = sent.find(isMessage)
      if (reply || performance.now() >= deadline) return reply
      seen = sent.at(-1)?.sequence ?? seen
    }
  }

  async #newest(): Promise<number> {
    return (await this.#read({ to: this.from })).at(-1)?.sequence ?? 0
  }

  async #read(query: SentQuery): Promise<SentMessage[]> {
    return await readSent(this.#options.sandboxUrl, { provider: 'meta', ...query })
  }

  #note(from: ConversationLine['from'], id: string, text: string): void {
    this.conversation.push({ from, id, text, at: new Date().toISOString() })
  }

  #transcript(): string {
    return this.conversation.map(({ from, text }) => `  ${from}: ${text}`).join('\n') || '  (nothing)'
  }
}

function isMessage(sent: SentMessage): boolean {
  return sent.kind !== 'read' && sent.kind !== 'reaction'
}

type Interactive = {
  action?: {
    buttons?: { reply: { id: string; title: string } }[]
    sections?: { rows: { id: string; title: string }[] }[]
  }
}

function choicesIn(sent: SentMessage): Choice[] {
  const action = (sent.body as { interactive?: Interactive }).interactive?.action
  const buttons = (action?.buttons ?? []).map(({ reply }) => ({ ...reply, kind: 'button' as const }))
  const rows = (action?.sections ?? []).flatMap((section) =>
    section.rows.map((row) => ({ ...row, kind: 'row' as const })),
  )
  return [...buttons, ...rows].map(({ id, title, kind }) => ({ id, title, kind, offerId: sent.id }))
}
