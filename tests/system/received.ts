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
      if (performance.now() >= deadline || asked.every((one) => answersTo(one, this).length > 0)) return
      await pause(READ_EVERY_MS)
    }
  }
}

/** How a crowd was served. Contacts are named, so that one can look them up. */
export interface Verdict {
  readonly asked: number
  readonly acknowledged: number
  readonly unanswered: string[]
  readonly twice: string[]
  readonly disordered: string[]
  /** From the acknowledgement to the answer's arrival, in milliseconds. */
  readonly latenciesMs: number[]
  /** Statuses other than 200 that the provider saw. */
  readonly refusals: number[]
}

/** Was every acknowledged question answered exactly once, and each contact in the order of its questions? */
export function judge(asked: readonly Asked[], received: Received): Verdict {
  const acknowledged = asked.filter(({ acknowledgedAtMs }) => acknowledgedAtMs !== null)
  const contacts = Map.groupBy(asked, ({ from }) => from)
  return {
    asked: asked.length,
    acknowledged: acknowledged.length,
    unanswered: acknowledged.filter((one) => answersTo(one, received).length === 0).map(nameOf),
    twice: [
      ...asked.filter((one) => answersTo(one, received).length > 1).map(nameOf),
      ...[...contacts].filter(([from, all]) => received.of(from).length > all.length).map(([from]) => from),
    ],
    disordered: [...contacts].filter(([, all]) => !isInOrder(all, received)).map(([from]) => from),
    latenciesMs: acknowledged.flatMap((one) => {
      const [answer] = answersTo(one, received)
      return answer === undefined ? [] : [Date.parse(answer.at) - (one.acknowledgedAtMs ?? 0)]
    }),
    refusals: asked.flatMap(({ refusals }) => refusals.statuses),
  }
}

function answersTo({ from, question }: Asked, received: Received): SentMessage[] {
  return received.of(from).filter(({ text }) => text.includes(question.says))
}

/** No answer left before that to an earlier question; one message may answer several. */
function isInOrder(asked: readonly Asked[], received: Received): boolean {
  const places = asked
    .map((one) => received.of(one.from).findIndex(({ text }) => text.includes(one.question.says)))
    .filter((place) => place >= 0)
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
}

const nameOf = ({ from, question }: Asked) => `${from}: ${question.text}`
