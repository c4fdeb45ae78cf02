import { type Outgoing, type TenantSettings, followUpCancelled, followUpScheduled, outgoing } from '@repartee/contracts'
import { write } from '@repartee/outbox'
import type { Client, Database } from '@repartee/service'
import { count } from '@repartee/telemetry'
import { randomUUID } from 'node:crypto'
import { type AgainDecision, armAgain } from './core/again.ts'
import { type Decision, type Notice, type Plan, decide, isNoNews, isNotice } from './core/decide.ts'
import type { Happening } from './core/input.ts'
import { occurrenceId } from './core/occurrence.ts'
import { endedBy } from './core/reasons.ts'
import { type Receipt, isNews, nextStep } from './core/receipt.ts'
import { follow } from './core/session.ts'
import type { Policies } from './policies.ts'
import * as byHand from './byHand.ts'
import * as fired from './fired.ts'
import * as known from './known.ts'
import * as store from './store.ts'

/** Something that happened, with what makes a second copy of it known. */
export interface Told {
  readonly tenant: string
  readonly session: string
  /** The tenant's settings, where the event carries them. */
  readonly settings: TenantSettings | null
  /** What it tells, by turn, reply, booking or time. */
  readonly key: string
  /** Where in the stream it stands. */
  readonly sequence: number
  readonly happening: Happening
}

interface Here {
  readonly client: Client
  readonly tenant: string
  readonly session: string
  readonly sequence: number
  readonly now: number
  /** Of the experiment with delays. */
  readonly arm: string | null
}

export type MoveOutcome = 'moved' | 'unknown' | 'not_waiting' | 'in_the_past' | 'too_late'

const TRY_AGAIN_MS = 4 * 3_600_000

/** Carries out what `core/` decides: rows, and their events in the same transaction. */
export class FollowUps {
  readonly #database: Database
  readonly #policies: Policies

  constructor(database: Database, policies: Policies) {
    this.#database = database
    this.#policies = policies
  }

  /** Decides on something that happened. A second copy of it changes nothing. */
  async take(told: Told): Promise<void> {
    const { tenant, session, settings, key, sequence, happening } = told
    if (isNoNews(happening)) return
    if (isNotice(happening) && (await this.#notice(told, happening))) return
    await this.#database.inTenant(tenant, async (client) => {
      if (!(await known.see(client, tenant, key))) return
      const { state, now } = await known.lockSession(client, tenant, session)
      const followed = follow(state, happening, sequence)
      if (followed !== state) await known.saveSession(client, session, followed)
      const { arm, ...policy } = this.#policies.of(settings ?? followed.way?.settings ?? null, session)
      const waiting = await store.listWaiting(client, session)
      const isNewest =
        !('booking' in happening) || (await known.advanceBooking(client, tenant, happening.booking.id, sequence))
      const decisions = decide(happening, { session: followed, sequence, waiting, policy, now, isNewest })
      const here: Here = { client, tenant, session, sequence, now, arm }
      for (const decision of decisions) await carryOut(here, decision)
    })
  }

  /** True when nothing waits that it ends, so that noting it was all. */
  #notice({ tenant, session, sequence }: Told, { kind, way }: Notice): Promise<boolean> {
    const hasWritten = kind === 'message'
    const endedReasons = kind === 'message' ? endedBy(kind) : []
    return known.notice(this.#database, { tenant, session, sequence, hasWritten, way, endedReasons })
  }

  /** An occurrence was held back until a later time: another takes its place then. */
  async held(tenant: string, held: { followUp: string; number: number; until: number }): Promise<void> {
    await this.#database.inTenant(tenant, async (client) => {
      const item = await fired.lockItem(client, held.followUp)
      if (!item) return
      await again(client, tenant, item.id, armAgain(item, held.number, held.until), 'the send gate held it')
    })
  }

  /** Puts one that waits to another time, by hand; null when it does not wait. */
  async move(tenant: string, followUp: string, { dueAt, by }: { dueAt: number; by: string }): Promise<MoveOutcome> {
    return this.#database.inTenant(tenant, async (client): Promise<MoveOutcome> => {
      const item = await fired.lockItem(client, followUp)
      if (!item) return 'unknown'
      if (item.status !== 'pending') return 'not_waiting'
      if (dueAt <= (await known.readNow(client))) return 'in_the_past'
      if (item.uselessAfter !== null && dueAt >= item.uselessAfter) return 'too_late'
      await tellScheduled(client, tenant, await byHand.move(client, { id: followUp, dueAt, by }))
      return 'moved'
    })
  }

  /** Ends one that waits, by hand. */
  async cancel(tenant: string, followUp: string, by: string): Promise<'cancelled' | 'unknown' | 'not_waiting'> {
    return this.#database.inTenant(tenant, async (client) => {
      const item = await fired.lockItem(client, followUp)
      if (!item) return 'unknown'
      if (item.status !== 'pending') return 'not_waiting'
      const cancelled = await byHand.cancel(client, followUp, by)
      const now = await known.readNow(client)
      await tellCancelled({ client, tenant, now }, [cancelled], `by ${by}`)
      return 'cancelled'
    })
  }

  /** What became of a reply; of no interest unless a follow-up led to it. */
  async receipt(tenant: string, reply: string, receipt: Receipt): Promise<void> {
    await this.#database.inTenant(tenant, async (client) => {
      const item = await fired.lockItemOfReply(client, reply)
      if (!item || !isNews(item.receipt, receipt)) return
      await fired.saveReceipt(client, item.id, receipt)
      count('repartee_followups_total', { event: receipt })
      if (nextStep(receipt, item.firedOccurrence) === 'leave_it') return
      const at = (await known.readNow(client)) + TRY_AGAIN_MS
      await again(client, tenant, item.id, armAgain(item, item.firedOccurrence, at), 'it did not reach the contact')
    })
  }
}

async function carryOut(here: Here, decision: Decision): Promise<void> {
  switch (decision.do) {
    case 'schedule':
      return schedule(here, decision.plan)
    case 'cancel': {
      const { reasons, why } = decision
      return tellCancelled(here, await store.cancelInSession(here.client, { ...here, reasons, why }), why)
    }
    case 'cancel_booking': {
      const { booking, reasons, why } = decision
      const cancelled = await store.cancelOfBooking(here.client, { ...here, booking, reasons, why })
      return tellCancelled(here, cancelled, why)
    }
    case 'nothing':
      return
  }
}

async function schedule({ client, tenant, session, sequence, arm }: Here, plan: Plan): Promise<void> {
  const item = { tenant, session, sequence, plan, arm, id: randomUUID() }
  const armed = plan.booking === null ? await store.armInSession(client, item) : await store.armForBooking(client, item)
  if (armed) await tellScheduled(client, tenant, armed)
}

async function again(client: Client, tenant: string, id: string, decision: AgainDecision, why: string): Promise<void> {
  if (decision.do === 'nothing') return
  const armed = await fired.rearm(client, { id, ...decision, why })
  if (armed) await tellScheduled(client, tenant, armed)
}

async function tellScheduled(client: Client, tenant: string, armed: store.Changed): Promise<void> {
  count('repartee_followups_total', { event: 'scheduled' })
  const { announced, due, arm } = armed
  const dueAt = new Date(due!).toISOString()
  await write(client, outgoing(followUpScheduled, { ...reference(tenant, armed), dueAt, announced, arm }), {
    source: 'followup',
  })
}

async function tellCancelled(
  { client, tenant, now }: Pick<Here, 'client' | 'tenant' | 'now'>,
  items: readonly store.Changed[],
  why: string,
): Promise<void> {
  if (items.length === 0) return
  count('repartee_followups_total', { event: 'cancelled' }, items.length)
  const at = new Date(now).toISOString()
  const events: Outgoing[] = items.map((item) => outgoing(followUpCancelled, { ...reference(tenant, item), why, at }))
  await write(client, events, { source: 'followup' })
}

function reference(tenant: string, item: store.Changed) {
  const { id: followUp, session_id: session, reason } = item
  return { tenant, session, followUp, reason, occurrence: occurrenceId(followUp, item.occurrence) }
}
