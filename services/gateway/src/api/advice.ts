import { type Bus, RetryLaterError, type StoredEvent } from '@repartee/bus'
import { adviceGiven, type Payload } from '@repartee/contracts'
import type { Records } from '../archive/records.ts'
import type { Feed } from '../feed/feed.ts'

const LONGEST_WAIT_MS = 10_000

type Given = Payload<typeof adviceGiven>

/** The coach's advice on a turn, for clients without sockets. */
export class Advice {
  constructor(
    private readonly bus: Bus,
    private readonly feed: Feed,
    private readonly records: Records,
  ) {}

  /** Advice on a turn, by its number or id: what was given, or is given within ten seconds. Null when none is. */
  async on(tenant: string, session: string, turn: number | string) {
    return shown(await this.given(tenant, session, turn, LONGEST_WAIT_MS))
  }

  /** The same as it stands in its event, waited for so long. */
  async given(tenant: string, session: string, turn: number | string, waitMs: number): Promise<Given | null> {
    const { promise, resolve } = Promise.withResolvers<Given | null>()
    const find = (event: StoredEvent) => (event.tenant === tenant ? adviceIn(event, session, turn) : null)
    const unlisten = this.feed.listen((event) => {
      const given = find(event)
      if (given !== null) resolve(given)
    })
    const timer = setTimeout(() => resolve(null), waitMs)
    try {
      const events = await this.bus.readSession({ tenant, session })
      const given = events.map(find).find((found) => found !== null) ?? (await this.archived(tenant, session, turn))
      return given ?? (await promise)
    } finally {
      clearTimeout(timer)
      unlisten()
    }
  }

  private async archived(tenant: string, session: string, turn: number | string): Promise<Given | null> {
    try {
      return await this.records.advice(tenant, session, turn)
    } catch (error) {
      if (error instanceof RetryLaterError) return null
      throw error
    }
  }
}

function adviceIn(event: StoredEvent, session: string, turn: number | string): Given | null {
  if (event.session !== session || !event.is(adviceGiven)) return null
  const given = event.data()
  return given.number === turn || given.turn === turn ? given : null
}

function shown(given: Given | null) {
  if (given === null) return null
  const { turn: id, number: turn, text: advice, source: advice_source, tips, audience, language, next } = given
  return { type: 'coach_advice', turn, id, advice, advice_source, tips, audience, language, ...(next ? { next } : {}) }
}
