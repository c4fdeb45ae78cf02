import type { Bus } from '@repartee/bus'
import {
  type Lease,
  liveCancel,
  messageSent,
  outgoing,
  type Outgoing,
  sessionReleased,
  type SessionSnapshot,
  sessionTakenOver,
} from '@repartee/contracts'
import { Problem } from '@repartee/service'
import { replyIdOf, type SessionStore } from '@repartee/session'
import type { Intake } from '../intake/intake.ts'
import type { Gate } from '../sending/gate.ts'
import type { SessionReading } from './session-reading.ts'

interface Human {
  readonly session: string
  readonly tenant?: string | undefined
  readonly by: string
}

/** Humans who answer in the place of the AI, from the console. */
export class HumanAnswers {
  constructor(
    private readonly sessions: SessionStore,
    private readonly reading: SessionReading,
    private readonly intake: Intake,
    private readonly gate: Gate,
    private readonly bus: Bus,
  ) {}

  /** The human holds the lease from now on. Throws a Problem with 409 when another does. */
  async takeOver(human: Human): Promise<{ lease: Lease }> {
    const { tenant, id: session } = await this.sessionOf(human)
    const now = new Date().toISOString()
    const decision = await this.sessions.changeLease(tenant, session, { kind: 'take_over', by: human.by, now })
    if (decision?.do === 'refuse') {
      throw new Problem(409, 'Conflict', {
        detail: `${decision.heldBy} has taken it over`,
        extensions: { heldBy: decision.heldBy },
      })
    }
    const { lease, current } = await this.sessionOf(human)
    await this.tell(
      session,
      lease,
      outgoing(sessionTakenOver, { tenant, session, by: human.by, how: 'console', at: lease.since }),
    )
    if (current !== null) {
      this.bus.live(liveCancel, { tenant, session, turn: current.turn, number: current.number, reason: 'taken_over' })
    }
    return { lease }
  }

  /** The AI answers again. */
  async release(human: Human): Promise<{ lease: Lease }> {
    const { tenant, id: session } = await this.sessionOf(human)
    const now = new Date().toISOString()
    await this.sessions.changeLease(tenant, session, { kind: 'release', by: human.by, now })
    const { lease } = await this.sessionOf(human)
    await this.tell(session, lease, outgoing(sessionReleased, { tenant, session, by: human.by, at: lease.since }))
    return { lease }
  }

  /** Sends what a human wrote, through the gate; takes the session over where nobody has. The same id again sends nothing. */
  async send({ id, text, ...human }: Human & { id: string; text: string }) {
    await this.takeOver(human)
    const session = await this.sessionOf(human)
    const reply = replyIdOf(`${session.id}/${human.by}/${id}`)
    const { ended, event } = await this.gate.passHuman(session, { id: reply, text })
    await this.intake.store(event, `gate:${reply}`)
    if (ended.outcome === 'blocked') {
      const { reason, detail } = ended
      throw new Problem(409, 'Conflict', { detail, extensions: { verdict: 'blocked', reason } })
    }
    const { at } = ended
    const message = { id: reply, text, at }
    const { tenant, id: sessionId, address } = session
    await this.intake.store(
      outgoing(messageSent, { tenant, session: sessionId, address, message, by: human.by, origin: 'console' }),
      `human:${reply}`,
    )
    if (!session.history.some((entry) => entry.role === 'human' && entry.at === at && entry.text === text)) {
      await this.sessions.note(tenant, sessionId, { kind: 'human_message', text, at })
    }
    return { verdict: 'sent', message }
  }

  private async sessionOf({ session, tenant }: Human): Promise<SessionSnapshot> {
    const found = await this.reading.one(session, tenant)
    if (found === null) throw new Problem(404, 'Not Found', { detail: 'there is no such session' })
    return found
  }

  /** Said again when asked again: the id is that of the lease. */
  private async tell(session: string, { since }: Lease, event: Outgoing): Promise<void> {
    await this.intake.store(event, `lease:${session}:${since}`)
  }
}
