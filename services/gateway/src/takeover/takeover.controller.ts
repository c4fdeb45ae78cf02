import { Controller } from '@nestjs/common'
import { Bus, type Incoming, On } from '@repartee/bus'
import { liveCancel, messageSent, outgoing, type Outgoing, sessionTakenOver } from '@repartee/contracts'
import { SessionStore } from '@repartee/session'

/** A human who answers from the paired phone holds the lease from then on. */
@Controller()
export class TakeoverController {
  constructor(
    private readonly sessions: SessionStore,
    private readonly bus: Bus,
  ) {}

  @On(messageSent)
  async takeOver({ data }: Incoming<typeof messageSent>): Promise<Outgoing[]> {
    if (data.origin !== 'paired_phone') return []
    const { tenant, session, by, message } = data
    const decision = await this.sessions.changeLease(tenant, session, { kind: 'take_over', by, now: message.at })
    if (decision === null) return []
    const noted = await this.sessions.note(tenant, session, {
      kind: 'human_message',
      text: message.text,
      at: message.at,
    })
    // Said again when this message comes again: it is the one that took the lease.
    if (noted === null || noted.lease.by !== by || noted.lease.since !== message.at) return []
    const { current } = noted
    if (current !== null) {
      this.bus.live(liveCancel, { tenant, session, turn: current.turn, number: current.number, reason: 'taken_over' })
    }
    return [outgoing(sessionTakenOver, { tenant, session, by, how: 'paired_phone', at: message.at })]
  }
}
