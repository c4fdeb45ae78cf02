import { Controller, Inject } from '@nestjs/common'
import { On } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import {
  callEnded,
  messageSent,
  replyCompleted,
  sessionEscalated,
  sessionOptedOut,
  sessionReleased,
  sessionTakenOver,
  turnUnderstood,
} from '@repartee/contracts'
import type { Outgoing, TenantSettings } from '@repartee/contracts'
import { replied } from './core/input.ts'
import type { Happening } from './core/input.ts'
import { FollowUps } from './followUps.ts'
import { patient } from './waits.ts'

interface InSession {
  readonly data: { readonly tenant: string; readonly session: string }
  readonly sequence: number
}

/** What happens in conversations. Events leave by the outbox, so that the handlers return none. */
@Controller()
export class ConversationController {
  constructor(@Inject(FollowUps) private readonly followUps: FollowUps) {}

  @On(turnUnderstood, patient)
  async understood(turn: Incoming<typeof turnUnderstood>): Promise<Outgoing[]> {
    const { turnReceived, detection } = turn.data
    const { address, contact, snapshot } = turnReceived
    const { settings } = snapshot
    const way = { settings, address, contact, language: detection.language.code }
    return this.take(turn, `understood ${turn.data.turn}`, { kind: 'message', way }, settings)
  }

  @On(replyCompleted, patient)
  async replied(reply: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    return this.take(reply, `replied ${reply.data.reply.id}`, replied(reply.data), reply.data.settings)
  }

  @On(messageSent, patient)
  async humanWrote(sent: Incoming<typeof messageSent>): Promise<Outgoing[]> {
    return this.take(sent, `sent ${sent.data.message.id}`, { kind: 'human_message' })
  }

  @On(sessionEscalated, patient)
  async escalated(event: Incoming<typeof sessionEscalated>): Promise<Outgoing[]> {
    const { turn, at, urgency } = event.data
    return this.take(event, `escalated ${event.data.session} ${turn ?? at}`, { kind: 'escalated', urgency })
  }

  @On(callEnded, patient)
  async callEnded(event: Incoming<typeof callEnded>): Promise<Outgoing[]> {
    const { session, isDropped, writeTo, settings, contact, language } = event.data
    if (!isDropped || writeTo === null) return []
    const way = { settings, address: writeTo, contact, language: language ?? settings.defaultLanguage }
    return this.take(event, `call ended ${session}`, { kind: 'call_dropped', way }, settings)
  }

  @On(sessionTakenOver, patient)
  async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
    return this.take(event, `taken over ${event.data.session} ${event.data.at}`, { kind: 'taken_over' })
  }

  @On(sessionReleased, patient)
  async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    return this.take(event, `released ${event.data.session} ${event.data.at}`, { kind: 'released' })
  }

  @On(sessionOptedOut, patient)
  async optedOut(event: Incoming<typeof sessionOptedOut>): Promise<Outgoing[]> {
    const { session, at, optedOut } = event.data
    return this.take(event, `consent ${session} ${at}`, { kind: optedOut ? 'opted_out' : 'opted_in' })
  }

  private async take(
    { data, sequence }: InSession,
    key: string,
    happening: Happening,
    settings: TenantSettings | null = null,
  ): Promise<Outgoing[]> {
    const { tenant, session } = data
    await this.followUps.take({ tenant, session, settings, key, sequence, happening })
    return []
  }
}
