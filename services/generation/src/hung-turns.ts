import { RetryLaterError, type Incoming } from '@repartee/bus'
import {
  outgoing,
  replyCompleted,
  sessionEscalated,
  type KeptReply,
  type Outgoing,
  type SessionSnapshot,
  type TurnReceived,
  type turnReceived,
} from '@repartee/contracts'
import { languageOf, message, Packs } from '@repartee/packs'
import { replyIdOf } from '@repartee/session'
import { count } from '@repartee/telemetry'
import { ClosedTurns } from './closed-turns.ts'
import { Sessions } from './sessions.ts'

/** Most turns close so soon, and then their watch has ended. */
const SOON_MS = 2000

/** No turn hangs: one that is still open at its deadline is closed with the pack's apology, and a human is called. */
export class HungTurns {
  constructor(
    private readonly packs: Packs,
    private readonly sessions: Sessions,
    private readonly closedTurns: ClosedTurns,
  ) {}

  /** Waits until this replica has closed the turn, else for its deadline, then closes the turn if nobody has. Throws RetryLaterError until the deadline. */
  async watch({ data: turn }: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    const leftMs = Date.parse(turn.deadlineAt) - Date.now()
    if (await this.closedTurns.closesWithin(turn.turn, Math.min(Math.max(leftMs, 0), SOON_MS))) return []
    if (leftMs > SOON_MS) throw new RetryLaterError('the turn may still be answered', { delayMs: leftMs - SOON_MS })
    const session = await this.sessions.get(turn.tenant, turn.session)
    if (session?.current?.turn !== turn.turn) return []
    const reply = this.apology(turn, session)
    const isHumans = session.lease.holder === 'human'
    const after = { ...session, language: reply.reply.language, principle: null, pending: session.pending }
    const closed = await this.sessions.close(session, {
      turn: turn.turn,
      reply: isHumans ? null : reply,
      after,
      now: reply.completedAt,
    })
    if (closed.do !== 'close' || closed.reply === null) return []
    count('repartee_turns_total', { channel: turn.address.channel, outcome: 'apology' })
    return [
      outgoing(replyCompleted, {
        ...closed.reply,
        tenant: turn.tenant,
        session: turn.session,
        address: turn.address,
        contact: turn.contact,
        settings: turn.snapshot.settings,
        usage: [],
      }),
      outgoing(sessionEscalated, {
        tenant: turn.tenant,
        session: turn.session,
        turn: turn.turn,
        reason: 'turn_hung',
        urgency: 'high',
        summary: 'a message was not answered in time',
        slots: reply.slots,
        lastMessages: session.history.slice(-10),
        at: reply.completedAt,
      }),
    ]
  }

  private apology(turn: TurnReceived, session: SessionSnapshot): KeptReply {
    const pack = this.packs.of(turn.snapshot.settings)
    const language = languageOf(pack, session.language, turn.snapshot.settings.defaultLanguage)
    const now = new Date().toISOString()
    const totalMs = Date.parse(now) - Date.parse(turn.receivedAt)
    return {
      turn: turn.turn,
      number: turn.number,
      occurrence: null,
      kind: 'apology',
      contactText: turn.text,
      reply: {
        id: replyIdOf(turn.turn),
        text: message(pack, language, 'apology.timeout'),
        language,
        choices: [],
        sidecar: [],
      },
      previousReply: null,
      slots: Object.fromEntries(Object.entries(session.slots).map(([name, { value }]) => [name, value])),
      frustration: session.frustration,
      urgency: 'high',
      mood: 0.5,
      stage: null,
      reasoning: {
        intent: 'unknown',
        confidence: 0,
        situation: 'turn_hung',
        principle: 'apology',
        stateBefore: session.state,
        stateAfter: session.state,
        reconcile: 'none',
        cache: 'off',
        provider: 'rules',
        level: 'rules',
        tools: [],
        checks: [],
      },
      timings: { firstTokenMs: totalMs, totalMs, steps: {} },
      adviceMode: 'async',
      followUp: null,
      receivedAt: turn.receivedAt,
      completedAt: now,
    }
  }
}
