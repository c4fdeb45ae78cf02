import { outgoing, type Outgoing, sessionOptedOut, type SessionValue } from '@repartee/contracts'
import { optOutWord, type Pack } from '@repartee/packs'
import { SessionStore } from '@repartee/session'
import type { Received } from './inbox.ts'

export type Wish = 'stop' | 'start'

/** Opt-out and opt-in, which no model decides. */
export class Consent {
  constructor(private readonly sessions: SessionStore) {}

  /**
   * What a message wishes about further messages. Most hold no such word and cost no look at the session; CANCEL and its like
   * mean it only while no question or task of ours is open. `again` when it stands so already and this message was not taken up.
   */
  async wishOf({ tenant, session, message }: Received, pack: Pack): Promise<Wish | 'again' | null> {
    if (!isWritten(message) || optOutWord(pack, message.text, { isTaskOpen: false }) === null) return null
    const stored = await this.sessions.get(tenant, session)
    const wish = optOutWord(pack, message.text, { isTaskOpen: stored !== null && hasOpenTask(stored) })
    const isTaken = stored?.taken.some((taken) => taken.message === message.id) ?? false
    if (wish === 'stop') return stored?.optedOut === true && !isTaken ? 'again' : 'stop'
    // Who never left does not come back: a plain "start" is a greeting.
    return wish === 'start' && stored?.optedOut === true ? 'start' : null
  }

  /** Writes the wish into the session and returns the event that tells of it. */
  async fulfil({ tenant, session, message }: Received, wish: Wish, now: string): Promise<Outgoing> {
    await this.sessions.changeLease(tenant, session, { kind: wish === 'stop' ? 'opt_out' : 'opt_in', now })
    return outgoing(sessionOptedOut, { tenant, session, optedOut: wish === 'stop', word: message.text.trim(), at: now })
  }
}

/** Whole messages that opt out are short; who says "stop" on the phone means the voice. */
const LONGEST_WORD = 80

function isWritten({ kind, text }: Received['message']): boolean {
  return (kind === 'text' || kind === 'choice') && text.length <= LONGEST_WORD
}

function hasOpenTask(session: SessionValue): boolean {
  return session.pending !== null || session.task !== null
}
