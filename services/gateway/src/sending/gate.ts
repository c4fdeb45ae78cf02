import { RetryLaterError, type Incoming } from '@repartee/bus'
import {
  outgoing,
  type Payload,
  replyBlocked,
  replyHeld,
  replySent,
  type Outgoing,
  type ReplyCompleted,
  type replyCompleted,
  type SessionSnapshot,
} from '@repartee/contracts'
import type { Packs } from '@repartee/packs'
import type { SessionStore } from '@repartee/session'
import { count, startTimer } from '@repartee/telemetry'
import { judge, type Standing, type Verdict } from '../core/gate.ts'
import { wallClock } from '../core/wall-clock.ts'
import type { Marks } from './marks.ts'
import type { RecentChanges } from './recent-changes.ts'
import type { Letter } from './sender.ts'
import type { Ended, Sendings } from './sendings.ts'

const FRESH_MS = 2000
const ORDER_RETRY_MS = 250
const ORDER_LIMIT_MS = 10_000

/** The one way out: everything passes here at the moment of sending, and its verdict is an event. */
export class Gate {
  constructor(
    private readonly marks: Marks,
    private readonly sendings: Sendings,
    private readonly changes: RecentChanges,
    private readonly sessions: SessionStore,
    private readonly packs: Packs,
  ) {}

  /** Sends, holds or blocks a reply. Throws RetryLaterError while the one before is under way or the provider says wait. */
  async pass(incoming: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    const completed = incoming.data
    const took = startTimer('repartee_turn_step_seconds')
    await this.waitForPrevious(incoming)
    const verdict = judge(await this.standing(incoming))
    if (verdict.do === 'hold') return [held(completed, verdict)]
    const ended = await this.sendings.settle(completed, verdict)
    took({ step: 'send' })
    return [said(completed, ended)]
  }

  /** The same for what a human of the business wrote, under an id of its own; `at` is when it began to leave. */
  async passHuman(session: SessionSnapshot, reply: { id: string; text: string }) {
    const letter: Letter = {
      tenant: session.tenant,
      session: session.id,
      turn: null,
      kind: 'human',
      address: session.address,
      reply: { ...reply, language: session.language ?? session.settings.defaultLanguage, choices: [] },
    }
    const verdict = judge(this.standingOf('human', session.address.channel, session.settings, session))
    if (verdict.do === 'hold') throw new Error('what a human writes is not held')
    const ended = await this.sendings.settle(letter, verdict)
    return { ended, event: said(letter, ended) }
  }

  /** Replies leave in the order of their turns; one that is stuck holds the next for at most ten seconds. */
  private async waitForPrevious({ data, publishedAtMs }: Incoming<typeof replyCompleted>): Promise<void> {
    if (data.previousReply === null || (await this.marks.isSettled(data.previousReply))) return
    if (Date.now() - publishedAtMs > ORDER_LIMIT_MS) return
    throw new RetryLaterError('the reply before has not left yet', { delayMs: ORDER_RETRY_MS })
  }

  /** A fresh reply was closed under the lease that still stands, unless this replica has heard of a change; else the session is read. */
  private async standing({ data, deliveryCount }: Incoming<typeof replyCompleted>): Promise<Standing> {
    const isFresh = deliveryCount === 1 && Date.now() - Date.parse(data.completedAt) < FRESH_MS
    const isKnown = isFresh && data.kind !== 'followup' && !this.changes.has(data.session)
    const session = isKnown ? null : await this.sessions.get(data.tenant, data.session)
    return { ...this.standingOf(data.kind, data.address.channel, data.settings, session), consent: data.consent }
  }

  private standingOf(
    kind: Standing['kind'],
    channel: Standing['channel'],
    settings: ReplyCompleted['settings'],
    session: SessionSnapshot | null,
  ): Standing {
    const now = new Date()
    return {
      kind,
      channel,
      consent: undefined,
      leaseHolder: session?.lease.holder ?? 'ai',
      optedOut: session?.optedOut ?? false,
      lastInboundAt: session?.lastInboundAt ?? null,
      now: now.toISOString(),
      clock: wallClock(now, settings.timeZone),
      quietHours: this.packs.of(settings).followUps.quietHours,
    }
  }
}

/** The event that tells how a send ended. */
function said(letter: Letter, ended: Ended): Outgoing {
  const { channel } = letter.address
  if (ended.outcome === 'blocked') {
    count('repartee_sends_total', { channel, verdict: ended.reason })
    return outgoing(replyBlocked, { ...referenceOf(letter), reason: ended.reason, detail: ended.detail })
  }
  count('repartee_sends_total', { channel, verdict: 'sent' })
  const { kind } = letter
  return outgoing(replySent, { ...referenceOf(letter), kind, as: formOf(letter), providerIds: [...ended.providerIds] })
}

function formOf({ address, reply }: Letter): Payload<typeof replySent>['as'] {
  if (address.channel === 'phone') return 'speech'
  if (address.channel === 'web') return 'web'
  return reply.choices.length > 0 ? 'interactive' : 'text'
}

function held(completed: ReplyCompleted, { forMinutes, reason }: Extract<Verdict, { do: 'hold' }>): Outgoing {
  count('repartee_sends_total', { channel: completed.address.channel, verdict: 'held' })
  const until = new Date(Date.now() + forMinutes * 60_000).toISOString()
  return outgoing(replyHeld, { ...referenceOf(completed), until, reason, occurrence: completed.occurrence })
}

function referenceOf({ tenant, session, turn, reply }: Letter) {
  return { tenant, session, turn, reply: reply.id, at: new Date().toISOString() }
}
