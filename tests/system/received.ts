import { readSent, type SentMessage } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import type { Asked } from './crowd.ts'

const READ_EVERY_MS = 100

/** What the contacts got, read from the provider's side: by contact, in the order in which it was sent. */
export class Received {
  readonly byContact = new Map<string, SentMessage[]>()
  readonly #sandboxUrl: string
  #last = 0

  constructor(sandboxUrl: string) {
    this.#sandboxUrl = sandboxUrl
  }

  /** Reads what is new. */
  async read(): Promise<void> {
    for (const sent of await readSent(this.#sandboxUrl, { provider: 'meta', after: this.#last })) {
      this.#last = Math.max(this.#last, sent.sequence)
      if (sent.kind === 'read' || sent.kind === 'reaction') continue
      this.byContact.set(sent.to, [...(this.byContact.get(sent.to) ?? []), sent])
    }
  }

  of(contact: string): readonly SentMessage[] {
    return this.byContact.get(contact) ?? []
  }

  /** Reads until every question has its answer, at most `withinMs`. */
  async until(asked: readonly Asked[], withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs
    for (;;) {
      await this.read()
      if (performance.now() >= deadline || !asked.some((one) => isOpen(one, this))) return
      await pause(READ_EVERY_MS)
    }
  }
}

/** How a crowd was served. Contacts are named, so that one can look them up. */
export interface Verdict {
  readonly asked: number
  readonly acknowledged: number
  readonly unanswered: string[]
  /** Answered by the pack's apology: the turn took longer than its deadline. */
  readonly apologised: string[]
  readonly twice: string[]
  readonly disordered: string[]
  /** From the acknowledgement to the answer's arrival, in milliseconds. */
  readonly latenciesMs: number[]
  /** Those who waited longest. */
  readonly slowest: string[]
  /** Statuses other than 200 that the provider saw. */
  readonly refusals: number[]
}

/**
 * Was every acknowledged question answered exactly once, and did the answers leave in the order of their turns? A question
 * that a crash delayed is answered in a later turn, so it is the turns' order that counts. `turnNumbers`: by the reply's id.
 */
export function judge(asked: readonly Asked[], received: Received, turnNumbers: ReadonlyMap<string, number>): Verdict {
  const acknowledged = asked.filter(({ acknowledgedAtMs }) => acknowledgedAtMs !== null)
  const contacts = Map.groupBy(asked, ({ from }) => from)
  return {
    asked: asked.length,
    acknowledged: acknowledged.length,
    unanswered: acknowledged.filter((one) => isOpen(one, received)).map(nameOf),
    apologised: acknowledged.filter((one) => isApologised(one, received)).map(nameOf),
    twice: [
      ...asked.filter((one) => answersTo(one, received).length > 1).map(nameOf),
      ...[...contacts].filter(([from, all]) => received.of(from).length > all.length).map(([from]) => from),
    ],
    disordered: [...contacts.keys()].filter((from) => !isInOrder(received.of(from), turnNumbers)),
    latenciesMs: acknowledged.flatMap((one) => latencyOf(one, received) ?? []),
    slowest: acknowledged
      .toSorted((one, other) => (latencyOf(other, received) ?? 0) - (latencyOf(one, received) ?? 0))
      .slice(0, 3)
      .map((one) => `${nameOf(one)} (${latencyOf(one, received)} ms)`),
    refusals: asked.flatMap(({ refusals }) => refusals.statuses),
  }
}

const APOLOGY = 'Sorry, this is taking longer than it should'

/** A turn that hung is closed with an apology, which answers whatever was asked in it. */
function isApologised(one: Asked, received: Received): boolean {
  return answersTo(one, received).length === 0 && received.of(one.from).some(({ text }) => text.includes(APOLOGY))
}

function isOpen(one: Asked, received: Received): boolean {
  return answersTo(one, received).length === 0 && !isApologised(one, received)
}

function latencyOf(one: Asked, received: Received): number | undefined {
  const [answer] = answersTo(one, received)
  return answer && Date.parse(answer.at) - (one.acknowledgedAtMs ?? 0)
}

function answersTo({ from, question }: Asked, received: Received): SentMessage[] {
  return received.of(from).filter(({ text }) => text.includes(question.says))
}

function isInOrder(replies: readonly SentMessage[], turnNumbers: ReadonlyMap<string, number>): boolean {
  const numbers = replies.map(({ body }) => {
    const { biz_opaque_callback_data: reply } = body as { biz_opaque_callback_data?: string }
    return turnNumbers.get(reply?.split('.')[0] ?? '') ?? 0
  })
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
}

const nameOf = ({ from, question }: Asked) => `${from}: ${question.text}`
