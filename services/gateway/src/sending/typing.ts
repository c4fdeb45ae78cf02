import { replyBlocked, replySent, type TurnReceived } from '@repartee/contracts'
import { count, type Logger } from '@repartee/telemetry'
import { LRUCache } from 'lru-cache'
import type { GatewayConfig } from '../config.ts'
import type { Feed } from '../feed/feed.ts'
import type { Instances } from '../instances/instances.ts'
import type { EvolutionSender } from './evolution-sender.ts'
import type { MetaSender } from './meta-sender.ts'
import type { Sending, SendResult } from './sender.ts'

/** A turn that is answered sooner needs no sign of typing, only the read mark. */
const DELAY_MS = 400
const PERIOD_MS = 200
const MOST_WAITING = 500
const AT_ONCE = 8
const LIMIT_MS = 5000
const REMEMBERED = 10_000

/** Marks a message as read, and shows that we type. */
export interface Typist {
  markRead(on: Omit<Sending, 'part' | 'reply'>, providerId: string, types: boolean): Promise<SendResult>
}

interface Waiting {
  readonly turn: TurnReceived
  readonly dueMs: number
}

/**
 * Marks a contact's messages as read and shows that we type, behind the turn and beside it: nothing waits for it, and under
 * load it is left out.
 */
export class Typing {
  private waiting: Waiting[] = []
  private running = 0
  private timer: NodeJS.Timeout | undefined
  private unlisten: () => void = () => undefined
  private readonly stopping = new AbortController()
  /** Turns whose reply has left: a sign of typing would come after it. */
  private readonly answered = new LRUCache<string, true>({ max: REMEMBERED })

  constructor(
    private readonly instances: Instances,
    private readonly meta: MetaSender,
    private readonly evolution: EvolutionSender,
    private readonly feed: Feed,
    private readonly config: GatewayConfig,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.feed.listen((event) => {
      if (!event.is(replySent) && !event.is(replyBlocked)) return
      const { turn } = event.data()
      if (turn !== null) this.answered.set(turn, true)
    })
  }

  onApplicationShutdown(): void {
    this.unlisten()
    this.stopping.abort()
    clearTimeout(this.timer)
  }

  /** Takes note of a turn that this process has opened. */
  show(turn: TurnReceived): void {
    const isShown = this.config.TYPING_INDICATOR && this.typistOf(turn) !== null
    if (!isShown || this.stopping.signal.aborted) return
    if (this.waiting.length >= MOST_WAITING)
      return count('repartee_sends_total', { channel: 'whatsapp', verdict: 'typing_left_out' })
    this.waiting.push({ turn, dueMs: performance.now() + DELAY_MS })
    this.timer ??= this.again()
  }

  private typistOf({ address }: TurnReceived): Typist | null {
    if (address.provider === 'meta') return this.meta
    return address.provider === 'evolution' ? this.evolution : null
  }

  private again(): NodeJS.Timeout {
    return setTimeout(() => this.work(), PERIOD_MS).unref()
  }

  private work(): void {
    this.timer = undefined
    const now = performance.now()
    while (this.running < AT_ONCE && this.waiting[0] !== undefined && this.waiting[0].dueMs <= now) {
      const { turn } = this.waiting.shift()!
      this.running += 1
      void this.mark(turn).finally(() => (this.running -= 1))
    }
    if (this.waiting.length > 0) this.timer = this.again()
  }

  private async mark(received: TurnReceived): Promise<void> {
    const { turn, address, messages } = received
    const message = messages.at(-1)?.providerId
    const instance = this.instances.known(address)
    const typist = this.typistOf(received)
    if (message === undefined || instance === null || typist === null) return
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(LIMIT_MS)])
    const types = !this.answered.has(turn)
    const result = await typist.markRead({ instance, address, signal }, message, types)
    if (result.outcome !== 'accepted')
      this.log.debug({ outcome: result.outcome }, 'a message could not be marked as read')
  }
}
