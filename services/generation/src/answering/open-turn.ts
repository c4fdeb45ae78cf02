import type { SessionSnapshot, TurnReceived } from '@repartee/contracts'
import type { Context } from '../core/context.ts'
import type { Sessions } from '../sessions.ts'
import type { Speech } from '../speech.ts'

/** The turn is not the session's current one any more: whatever was made of it is dropped. */
export class Superseded extends Error {
  constructor(turn: string) {
    super(`turn ${turn} was superseded`)
    this.name = 'Superseded'
  }
}

/** A turn while it is answered: what is known of it, whether it was committed, and how long others were waited for. */
export class OpenTurn {
  private committing: Promise<SessionSnapshot> | null = null
  /** The session as it stands after the last write of this turn. */
  snapshot: SessionSnapshot
  /** Milliseconds spent waiting for models and tools. */
  waitedMs = 0
  readonly startedAt = performance.now()

  constructor(
    readonly context: Context,
    private readonly sessions: Sessions,
    readonly signal: AbortSignal,
  ) {
    this.snapshot = context.turn.snapshot
  }

  get turn(): TurnReceived {
    return this.context.turn
  }

  /** Commits the turn, once: from now on it cannot be superseded. Throws Superseded when it was before. */
  async commit(): Promise<void> {
    this.committing ??= this.sessions.commit(this.turn.snapshot, this.turn.turn).then((snapshot) => {
      if (snapshot === null) throw new Superseded(this.turn.turn)
      return snapshot
    })
    this.snapshot = await this.committing
  }

  /** Is it the process that ends, and not the turn? Then another one takes the turn up. */
  get isShutDown(): boolean {
    return this.signal.aborted && typeof this.signal.reason !== 'string'
  }

  /** Did a newer turn take this one's place? */
  get isSuperseded(): boolean {
    return this.signal.aborted && this.signal.reason === 'superseded'
  }

  /** May a sentence leave now? Commits the turn first; then asks the session for lease and opt-out. */
  async mayLeave(speech: Pick<Speech, 'shown'>): Promise<boolean> {
    if (this.signal.aborted) return false
    if (speech.shown === '') {
      await this.commit()
      return isOurs(this.snapshot)
    }
    const session = await this.sessions.get(this.turn.tenant, this.turn.session)
    return session !== null && session.current?.turn === this.turn.turn && isOurs(session)
  }

  /** Counts the time that something outside takes as waited for. */
  async waitFor<T>(work: Promise<T>): Promise<T> {
    const startedAt = performance.now()
    try {
      return await work
    } finally {
      this.waitedMs += performance.now() - startedAt
    }
  }
}

const isOurs = ({ lease, optedOut }: SessionSnapshot) => lease.holder !== 'human' && !optedOut
