import { Controller, Inject } from '@nestjs/common'
import { On } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { replyBlocked, replyDelivered, replyFailed, replyHeld, replyRead, replySent } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { readOccurrence } from './core/occurrence.ts'
import type { Receipt } from './core/receipt.ts'
import { FollowUps } from './followUps.ts'
import { patient } from './waits.ts'

/** What becomes of replies, of which only those of follow-ups matter here. */
@Controller()
export class ReceiptsController {
  constructor(@Inject(FollowUps) private readonly followUps: FollowUps) {}

  @On(replyHeld, patient)
  async held({ data }: Incoming<typeof replyHeld>): Promise<Outgoing[]> {
    const occurrence = data.occurrence === null ? null : readOccurrence(data.occurrence)
    if (occurrence) await this.followUps.held(data.tenant, { ...occurrence, until: Date.parse(data.until) })
    return []
  }

  @On(replySent, patient)
  async sent({ data }: Incoming<typeof replySent>): Promise<Outgoing[]> {
    return data.kind === 'followup' ? this.receipt(data, 'sent') : []
  }

  @On(replyBlocked, patient)
  async blocked({ data }: Incoming<typeof replyBlocked>): Promise<Outgoing[]> {
    return this.receipt(data, 'blocked')
  }

  @On(replyDelivered, patient)
  async delivered({ data }: Incoming<typeof replyDelivered>): Promise<Outgoing[]> {
    return this.receipt(data, 'delivered')
  }

  @On(replyRead, patient)
  async read({ data }: Incoming<typeof replyRead>): Promise<Outgoing[]> {
    return this.receipt(data, 'read')
  }

  @On(replyFailed, patient)
  async failed({ data }: Incoming<typeof replyFailed>): Promise<Outgoing[]> {
    return this.receipt(data, 'failed')
  }

  /** The reply of a turn is no follow-up's. */
  private async receipt(
    of: { tenant: string; reply: string; turn: string | null },
    receipt: Receipt,
  ): Promise<Outgoing[]> {
    if (of.turn === null) await this.followUps.receipt(of.tenant, of.reply, receipt)
    return []
  }
}
