import { metaText, type MetaWebhook, newWamid, postMeta } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { questionAt, type Question } from './questions.ts'

const RETRY_MS = 200
/** A provider gives up in the end; so does this one, far beyond every fault that is played. */
const MOST_TRIES = 1500

/** What one contact of the crowd wrote. Times are of this process, in milliseconds since 1970. */
export interface Asked {
  readonly from: string
  readonly question: Question
  readonly sentAtMs: number
  acknowledgedAtMs: number | null
  refusals: Refusals
}

/** Where the crowd writes to. */
export interface Entrance {
  readonly gatewayUrls: readonly string[]
  readonly appSecret: string
}

/** What a webhook met before it was taken: answers that a provider would log, and connections that nobody took. */
export interface Refusals {
  readonly statuses: number[]
  readonly connections: number
}

/** Posts a webhook again and again, as a provider does, to one gateway after the other, until it is taken. */
export async function deliverUntilTaken({ gatewayUrls, appSecret }: Entrance, body: MetaWebhook): Promise<Refusals> {
  const statuses: number[] = []
  let connections = 0
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const url = gatewayUrls[(deliveries++ + attempt) % gatewayUrls.length] ?? ''
    const status = await postMeta(url, body, appSecret).then(
      (answer) => answer.status,
      () => null,
    )
    if (status === 200) return { statuses, connections }
    if (status === null) connections += 1
    else statuses.push(status)
    await pause(RETRY_MS)
  }
  throw new Error(`a webhook was not taken in ${MOST_TRIES} attempts`)
}

let deliveries = 0

/** Many contacts on WhatsApp who ask questions at a steady rate; a webhook that is not taken comes again, as Meta's do. */
export class Crowd {
  readonly asked: Asked[] = []
  readonly #entrance: Entrance
  readonly #prefix: string
  readonly #deliveries = new Set<Promise<void>>()
  #contacts = 0

  /** @param prefix the beginning of the contacts' numbers, so that crowds do not meet */
  constructor(entrance: Entrance, prefix = '34611') {
    this.#entrance = entrance
    this.#prefix = prefix
  }

  /**
   * New contacts at a steady rate until `count` have written, or `until` is settled. Each `everyNth` asks a second question
   * `gapMs` after the first, whatever became of that. Resolves when all have been acknowledged.
   */
  async write({
    count = Infinity,
    until,
    perSecond,
    everyNth = 5,
    gapMs = 400,
  }: {
    count?: number
    until?: Promise<unknown>
    perSecond: number
    everyNth?: number
    gapMs?: number
  }): Promise<void> {
    let isOver = false
    const over = until?.finally(() => {
      isOver = true
    })
    const startedAt = performance.now()
    for (let index = 0; index < count && !isOver; index += 1) {
      const dueAt = startedAt + (index * 1000) / perSecond
      if (dueAt > performance.now()) await pause(dueAt - performance.now())
      this.#follow(this.#contactWrites(index, index % everyNth === everyNth - 1 ? gapMs : null))
    }
    await over
    await this.settled()
  }

  /** Resolves when every message that was written so far is acknowledged. */
  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries)
  }

  async #contactWrites(index: number, gapMs: number | null): Promise<void> {
    this.#contacts += 1
    const from = `${this.#prefix}${String(this.#contacts).padStart(7, '0')}`
    const first = this.#ask(from, questionAt(index))
    if (gapMs !== null) {
      await pause(gapMs)
      // What came first was taken first: else nobody could say which order is right.
      await first
      await this.#ask(from, questionAt(index + 1))
    }
    await first
  }

  async #ask(from: string, question: Question): Promise<void> {
    const asked: Asked = {
      from,
      question,
      sentAtMs: Date.now(),
      acknowledgedAtMs: null,
      refusals: { statuses: [], connections: 0 },
    }
    this.asked.push(asked)
    const body = metaText({ from, text: question.text, id: newWamid(), name: 'Load' })
    asked.refusals = await deliverUntilTaken(this.#entrance, body)
    asked.acknowledgedAtMs = Date.now()
  }

  #follow(work: Promise<void>): void {
    const followed = work.finally(() => this.#deliveries.delete(followed))
    this.#deliveries.add(followed)
  }
}
