import type { KeptReply } from '@repartee/contracts'
import { SessionStore } from '@repartee/session'
import { Feed } from '../feed/feed.ts'

/** A message of ours that is waited for: the answer to `message`. */
export interface Question {
  readonly tenant: string
  readonly session: string
  readonly message: string
}

/** The replies to messages, for those who hold a request open until one is there. */
export class Replies {
  private readonly waiting = new Map<string, Set<() => void>>()

  constructor(
    private readonly feed: Feed,
    private readonly sessions: SessionStore,
  ) {}

  onModuleInit(): void {
    this.feed.listen((event) => {
      if (event.name !== 'reply.completed' || event.session === null) return
      for (const wake of this.waiting.get(event.session) ?? []) wake()
    })
  }

  /** The reply to a message, now or within `timeoutMs`; null when none is there by then. Asked again it gives the same. */
  async to(question: Question, timeoutMs: number): Promise<KeptReply | null> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const heard = this.nextReply(question.session)
      try {
        const reply = await this.stored(question)
        const leftMs = deadline - performance.now()
        if (reply !== null || leftMs <= 0) return reply
        await heard.within(leftMs)
      } finally {
        heard.stop()
      }
    }
  }

  private async stored({ tenant, session, message }: Question): Promise<KeptReply | null> {
    const stored = await this.sessions.get(tenant, session)
    const turn = stored?.taken.findLast((taken) => taken.message === message)?.turn
    return stored?.replies.find((reply) => reply.turn === turn && turn !== undefined) ?? null
  }

  /** Listens from this moment on, so that a reply that comes while the session is read is not missed. */
  private nextReply(session: string) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = this.waiting.get(session) ?? new Set()
    this.waiting.set(session, waiting.add(resolve))
    return {
      within: async (ms: number) => {
        const timer = setTimeout(resolve, ms)
        await promise
        clearTimeout(timer)
      },
      stop: () => {
        waiting.delete(resolve)
        if (waiting.size === 0) this.waiting.delete(session)
      },
    }
  }
}
