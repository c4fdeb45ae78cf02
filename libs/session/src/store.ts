import { RetryLaterError } from '@repartee/bus'
import type { KeptReply, PendingAction, SessionSnapshot, SessionValue, TurnReceived } from '@repartee/contracts'
import { count } from '@repartee/telemetry'
import type { SessionCopies } from './copies.ts'
import {
  close,
  closeFollowUp,
  commit,
  type AfterTurn,
  type CloseDecision,
  type FollowUpCloseDecision,
} from './close.ts'
import { changeLease, type LeaseChange, type LeaseDecision } from './lease.ts'
import { note, type Note } from './note.ts'
import { open, type OpenInput } from './open.ts'
import { turnReceivedOf } from './snapshot.ts'

/** What the store needs of the bucket SESSIONS; keys are `<tenant>.<session>`. */
export interface SessionBucket {
  get(key: string): Promise<{ value: SessionValue; revision: number } | null>
  /** The revision, or null when the key exists. */
  create(key: string, value: SessionValue): Promise<number | null>
  /** The new revision, or null when the stored one is another. */
  update(key: string, value: SessionValue, revision: number): Promise<number | null>
}

export interface SessionStoreOptions {
  readonly copies?: SessionCopies
  /** Brings back a session that the bucket has forgotten, from the archive. */
  readonly cold?: (tenant: string, session: string) => Promise<SessionValue | null>
}

const ATTEMPTS = 12
const RETRY_MS = 100

export type Opened =
  | { do: 'open' | 'repeat'; turn: TurnReceived; superseded: { turn: string; number: number } | null }
  | { do: 'nothing' }
  | { do: 'wait' }

interface Known {
  readonly session: SessionValue | null
  readonly revision: number
}

/** The sessions: each write is a pure function, applied by compare-and-set on the revision. */
export class SessionStore {
  constructor(
    private readonly bucket: SessionBucket,
    private readonly options: SessionStoreOptions = {},
  ) {}

  /** The session as it stands in the bucket, else in the archive; null when there is none. */
  async get(tenant: string, id: string): Promise<SessionSnapshot | null> {
    const { session, revision } = await this.known(tenant, id)
    return session && { ...session, revision }
  }

  /** A copy for screens, at most some minutes old; the bucket where there is no copy. */
  async copy(tenant: string, id: string): Promise<SessionSnapshot | null> {
    const copy = (await this.options.copies?.get(tenant, id)) ?? (await this.get(tenant, id))
    return copy
  }

  /** Opens the turn of a message; see `open`. */
  async open(input: OpenInput): Promise<Opened> {
    const { decision, revision } = await this.write(input.tenant, input.session, (session) => open(session, input))
    if (decision.do === 'nothing' || decision.do === 'wait') return { do: decision.do }
    return {
      do: decision.do,
      turn: turnReceivedOf(decision.session, decision.turn, revision),
      superseded: decision.do === 'open' ? decision.superseded : null,
    }
  }

  /** Commits the turn that this snapshot belongs to. Null when it is not current any more: drop everything. */
  async commit(snapshot: SessionSnapshot, turn: string): Promise<SessionSnapshot | null> {
    const { decision, revision } = await this.write(
      snapshot.tenant,
      snapshot.id,
      (session) => {
        const committed = commit(session, turn)
        return committed ? { do: 'commit' as const, session: committed } : { do: 'drop' as const }
      },
      snapshot,
    )
    return decision.do === 'commit' ? { ...decision.session, revision } : null
  }

  /** Closes the turn that this snapshot belongs to; see `close`. */
  async close(
    snapshot: SessionSnapshot,
    input: { turn: string; reply: KeptReply | null; after: AfterTurn; now: string },
  ): Promise<CloseDecision> {
    const { decision } = await this.write(snapshot.tenant, snapshot.id, (session) => close(session, input), snapshot)
    return decision
  }

  /** Closes a follow-up; see `closeFollowUp`. */
  async closeFollowUp(
    tenant: string,
    id: string,
    input: {
      reply: KeptReply
      armedAt: string
      cancelledByMessage: boolean
      pending: PendingAction | null
      now: string
    },
  ): Promise<FollowUpCloseDecision> {
    const { decision } = await this.write(tenant, id, (session) => closeFollowUp(session, input))
    return decision
  }

  /** Takes over, releases, opts out or in. Null when there is no such session. */
  async changeLease(tenant: string, id: string, change: LeaseChange): Promise<LeaseDecision | null> {
    const { decision } = await this.write(tenant, id, (session) =>
      session === null ? { do: 'none' as const } : changeLease(session, change),
    )
    return decision.do === 'none' ? null : decision
  }

  /** Notes something beside the turns. Null when there is no such session. */
  async note(tenant: string, id: string, what: Note): Promise<SessionValue | null> {
    const { decision } = await this.write(tenant, id, (session) =>
      session === null ? { do: 'none' as const } : { do: 'note' as const, session: note(session, what) },
    )
    return decision.do === 'note' ? decision.session : null
  }

  /**
   * Decides and writes until nobody was faster. A decision with a `session` that differs from the stored one is
   * written; any other changes nothing. `start` is a session that the caller holds, which saves the first read.
   */
  private async write<D extends { do: string; session?: SessionValue }>(
    tenant: string,
    id: string,
    decide: (session: SessionValue | null) => D,
    start?: SessionSnapshot,
  ): Promise<{ decision: D; revision: number }> {
    let known: Known = start
      ? { session: withoutRevision(start), revision: start.revision }
      : await this.known(tenant, id)
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const decision = decide(known.session)
      const next = decision.session
      if (next === undefined || next === known.session) {
        // What the caller held may be old: a decision not to write is made on what is stored.
        if (attempt > 0 || start === undefined) return { decision, revision: known.revision }
      } else {
        const revision = await this.put(tenant, id, next, known.revision)
        if (revision !== null) return { decision, revision }
        count('repartee_session_conflicts_total', { write: decision.do })
      }
      known = await this.known(tenant, id)
    }
    throw new RetryLaterError(`session ${id} was written by others ${ATTEMPTS} times in a row`, { delayMs: RETRY_MS })
  }

  private async put(tenant: string, id: string, session: SessionValue, revision: number): Promise<number | null> {
    const key = `${tenant}.${id}`
    const written =
      revision === 0 ? await this.bucket.create(key, session) : await this.bucket.update(key, session, revision)
    if (written !== null) this.options.copies?.put({ ...session, revision: written })
    return written
  }

  private async known(tenant: string, id: string): Promise<Known> {
    const stored = await this.bucket.get(`${tenant}.${id}`)
    if (stored) return { session: stored.value, revision: stored.revision }
    return { session: (await this.options.cold?.(tenant, id)) ?? null, revision: 0 }
  }
}

function withoutRevision({ revision: _revision, ...session }: SessionSnapshot): SessionValue {
  return session
}
