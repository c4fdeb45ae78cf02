import { Controller } from '@nestjs/common'
import { type Incoming, On } from '@repartee/bus'
import { messageReceived, type Outgoing } from '@repartee/contracts'
import { Opener } from './opener.ts'

/** A message may wait for a committed turn, 200 ms at a time, as long as the longest turn takes and some more. */
const MOST_DELIVERIES = 1000

@Controller()
export class OpenerController {
  constructor(private readonly opener: Opener) {}

  @On(messageReceived, { maxRedeliveries: MOST_DELIVERIES })
  async openTurn(received: Incoming<typeof messageReceived>): Promise<Outgoing[]> {
    return this.opener.take(received)
  }
}
