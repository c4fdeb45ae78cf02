import { Controller } from '@nestjs/common'
import { On, type Incoming } from '@repartee/bus'
import { followUpDue, turnReceived, turnUnderstood, type Outgoing } from '@repartee/contracts'
import { Answering } from './answering.ts'
import { Cancellations } from './cancellations.ts'
import { FollowingUp } from './following-up.ts'
import { HungTurns } from './hung-turns.ts'

@Controller()
export class GenerationController {
  constructor(
    private readonly answering: Answering,
    private readonly followingUp: FollowingUp,
    private readonly hungTurns: HungTurns,
    private readonly cancellations: Cancellations,
  ) {}

  @On(turnUnderstood)
  answer({ data, signal, deliveryCount }: Incoming<typeof turnUnderstood>): Promise<Outgoing[]> {
    return this.cancellations.during(data.turn, signal, (until) =>
      this.answering.answer(data, { signal: until, count: deliveryCount }),
    )
  }

  /** Most turns are closed by the time that their watch begins, so it may begin a moment later. */
  @On(turnReceived, { name: 'watch', maxRedeliveries: 50, concurrency: 1024, ackPendingLimit: 50_000, gatherMs: 200 })
  watch(turn: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    return this.hungTurns.watch(turn)
  }

  @On(followUpDue, { maxRedeliveries: 50 })
  followUp({ data }: Incoming<typeof followUpDue>): Promise<Outgoing[]> {
    return this.followingUp.say(data)
  }
}
