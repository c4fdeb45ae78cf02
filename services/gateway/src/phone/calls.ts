import { Bus, BusUnavailableError } from '@repartee/bus'
import { callEnded, type KeptReply, type LanguageCode, liveCancel, outgoing } from '@repartee/contracts'
import { languageOf, message, type Pack, Packs } from '@repartee/packs'
import { messageIdOf, sessionIdOf, SessionStore } from '@repartee/session'
import type { GatewayConfig } from '../config.ts'
import { type CallPlace, type CallStep, MOST_WAITS } from '../core/call.ts'
import type { ReadContact, ReadMessage } from '../core/reading.ts'
import { writeTo } from '../core/write-to.ts'
import type { Instance } from '../instances/instance.ts'
import type { Instances } from '../instances/instances.ts'
import { addressOf, Intake } from '../intake/intake.ts'

import { Replies } from './replies.ts'

/** A call as its webhooks tell it. */
export interface Call {
  readonly id: string
  readonly instance: Instance
  readonly caller: ReadContact
}

type Heard = Pick<ReadMessage, 'kind' | 'text' | 'confidence'>

/** Calls in turns: what was gathered goes the way of every message, and its reply is what the request answers. */
export class Calls {
  constructor(
    private readonly intake: Intake,
    private readonly replies: Replies,
    private readonly sessions: SessionStore,
    private readonly packs: Packs,
    private readonly instances: Instances,
    private readonly bus: Bus,
    private readonly config: GatewayConfig,
  ) {}

  /** A call comes in: who we are, and that it is a machine that speaks. */
  greet({ instance }: Call): CallStep {
    const pack = this.packs.of(instance.settings)
    const language = languageOf(pack, instance.language)
    const business = instance.settings.businessName
    return listen([message(pack, language, 'voice.greeting', { business }, { spoken: true })], language, pack, 1)
  }

  /** Something was heard, or nothing, or a request that we sent into a loop comes back for its reply. */
  async gathered(call: Call, place: CallPlace, heard: Heard | null): Promise<CallStep> {
    const pack = this.packs.of(call.instance.settings)
    if (heard === null && place.waits === 0) return this.silence(call, place, pack)
    const providerId = `${call.id}.${place.gather}`
    if (heard !== null) await this.receive(call, { ...heard, providerId, at: new Date().toISOString() })
    const reply = await this.replyTo(call, providerId)
    if (reply !== null) return listen([reply.reply.text], reply.reply.language, pack, place.gather + 1)
    return this.notYet(call, place, pack)
  }

  /**
   * The caller is gone: the conversation ends, what is still worked on stops, and who may write to them is told. Throws a
   * Problem with 503 when nobody can store that.
   */
  async ended(call: Call): Promise<void> {
    const { tenant } = call.instance
    const session = this.sessionOf(call)
    const noted = await this.sessions.note(tenant, session, { kind: 'hang_up' })
    if (noted === null) return
    const { current, task, pending, settings, contact, language } = noted
    if (current) {
      const { turn, number } = current
      this.bus.live(liveCancel, { tenant, session, turn, number, reason: 'hang_up' })
    }
    const isDropped = task !== null || pending !== null
    const way = writeTo(this.instances.all(), tenant, contact.phone)
    const at = new Date().toISOString()
    const about = { call: call.id, settings, contact, language, isDropped, writeTo: way, at }
    await this.intake.store(outgoing(callEnded, { tenant, session, ...about }), `ended:${session}`)
  }

  private async receive({ id, instance, caller }: Call, heard: ReadMessage): Promise<void> {
    await this.intake.receive({ instance, from: caller, message: heard, call: id, receivedAt: heard.at })
  }

  private async replyTo(call: Call, providerId: string): Promise<KeptReply | null> {
    const { tenant, channel, account } = call.instance
    const question = {
      tenant,
      session: this.sessionOf(call),
      message: messageIdOf(tenant, channel, account, providerId),
    }
    try {
      return await this.replies.to(question, this.config.GATHER_HOLD_MS)
    } catch (error) {
      if (error instanceof BusUnavailableError) return null
      throw error
    }
  }

  /** Says once that it takes a moment; then waits without words, and at last apologises and listens again. */
  private async notYet(call: Call, { gather, waits }: CallPlace, pack: Pack): Promise<CallStep> {
    const language = await this.languageOf(call, pack)
    if (waits >= MOST_WAITS) {
      return listen([message(pack, language, 'apology.timeout', {}, { spoken: true })], language, pack, gather + 1)
    }
    const say = waits === 0 ? [message(pack, language, 'voice.holding', {}, { spoken: true })] : []
    return { say, language, next: { do: 'wait', gather, waits: waits + 1 } }
  }

  private async silence(call: Call, { gather, silences }: CallPlace, pack: Pack): Promise<CallStep> {
    const language = await this.languageOf(call, pack)
    if (silences === 0) {
      const say = [message(pack, language, 'voice.still_there', {}, { spoken: true })]
      return { say, language, next: { do: 'listen', gather, silences: 1, timeoutSeconds: pack.voice.hangUpSeconds } }
    }
    return { say: [message(pack, language, 'voice.goodbye', {}, { spoken: true })], language, next: { do: 'hang_up' } }
  }

  /** The language of the call so far. */
  private async languageOf(call: Call, pack: Pack): Promise<LanguageCode> {
    const { tenant, language } = call.instance
    const session = await this.sessions.copy(tenant, this.sessionOf(call)).catch((error: unknown) => {
      if (error instanceof BusUnavailableError) return null
      throw error
    })
    return languageOf(pack, session?.language, language)
  }

  private sessionOf({ id, instance, caller }: Call): string {
    return sessionIdOf(instance.tenant, instance.name, addressOf(instance, caller, id))
  }
}

function listen(say: string[], language: LanguageCode, pack: Pack, gather: number): CallStep {
  return { say, language, next: { do: 'listen', gather, silences: 0, timeoutSeconds: pack.voice.stillThereSeconds } }
}
