import type { SessionSnapshot } from '@repartee/contracts'
import { RetryLaterError } from '@repartee/bus'
import type { SessionStore } from '@repartee/session'
import type { Records, SessionRow } from '../archive/records.ts'
import type { Feed } from '../feed/feed.ts'
import type { Instances } from '../instances/instances.ts'

/** A session as operators read it. `cursor`: watch from here on to miss nothing. */
export type ReadSession = SessionSnapshot & { cursor: number }

/** Sessions for screens: one as it stands now, and lists from the archive. */
export class SessionReading {
  constructor(
    private readonly sessions: SessionStore,
    private readonly records: Records,
    private readonly instances: Instances,
    private readonly feed: Feed,
  ) {}

  /** The latest sessions of a tenant, latest first. */
  list(tenant: string, limit: number, before: string | undefined): Promise<SessionRow[]> {
    return this.records.sessions(tenant, limit, before)
  }

  /** One session as the bus has it; of the tenant that is named, else of whichever it is. */
  async one(session: string, tenant: string | undefined): Promise<ReadSession | null> {
    const cursor = this.feed.sequence
    for (const one of tenant === undefined ? await this.candidates(session) : [tenant]) {
      const found = await this.sessions.get(one, session)
      if (found !== null) return { ...found, cursor }
    }
    return null
  }

  /** Whose session it is; null when nobody's. */
  async tenantOf(session: string, tenant: string | undefined): Promise<string | null> {
    return tenant ?? (await this.one(session, undefined))?.tenant ?? null
  }

  /** What of a session its contact may read. */
  forContact({ id, state, language, history, lease, cursor }: ReadSession) {
    const isWithHuman = lease.holder === 'human'
    return {
      id,
      state,
      language,
      isWithHuman,
      history: history.map(({ role, text, at }) => ({ role, text, at })),
      cursor,
    }
  }

  async isWithHuman(tenant: string, session: string): Promise<boolean> {
    return (await this.sessions.copy(tenant, session))?.lease.holder === 'human'
  }

  /** Tenants that may have it: the one that the archive names, else all. */
  private async candidates(session: string): Promise<string[]> {
    const archived = await this.records.tenantOf(session).catch((error: unknown) => {
      if (error instanceof RetryLaterError) return null
      throw error
    })
    return archived === null ? [...new Set(this.instances.all().map(({ tenant }) => tenant))] : [archived]
  }
}
