import { RetryLaterError } from '@repartee/bus'
import { outgoing, replyCompleted, type Outgoing, type Payload, type followUpDue } from '@repartee/contracts'
import { Packs } from '@repartee/packs'
import { wordFollowUp } from './core/follow-up.ts'
import { Sessions } from './sessions.ts'

const TURN_OPEN_RETRY_MS = 2000

/** Words the follow-ups that are due. */
export class FollowingUp {
  constructor(
    private readonly packs: Packs,
    private readonly sessions: Sessions,
  ) {}

  /** Says a follow-up once for its occurrence, or drops it when the session has moved on. */
  async say(due: Payload<typeof followUpDue>): Promise<Outgoing[]> {
    const now = new Date().toISOString()
    const session = await this.sessions.get(due.tenant, due.session)
    const { reply, pending, cancelledByMessage } = wordFollowUp(
      due,
      this.packs.of(due.settings),
      session?.state ?? 'idle',
      now,
    )
    const closed = await this.sessions.closeFollowUp(due.tenant, due.session, {
      reply,
      pending,
      cancelledByMessage,
      armedAt: due.armedAt,
      now,
    })
    if (closed.do === 'drop') {
      // A reminder does not get lost because somebody happens to write at that moment.
      if (closed.why === 'turn_is_open' && !cancelledByMessage) {
        throw new RetryLaterError('a turn is open in the session', { delayMs: TURN_OPEN_RETRY_MS })
      }
      return []
    }
    const { tenant, session: id, address, contact, settings } = due
    return [outgoing(replyCompleted, { ...closed.reply, tenant, session: id, address, contact, settings, usage: [] })]
  }
}
