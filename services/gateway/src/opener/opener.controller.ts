import { Controller } from '@nestjs/common'
import { type Incoming, On } from '@repartee/bus'
import { messageReceived, type Outgoing, turnReceived, type TurnReceived } from '@repartee/contracts'
import { Typing } from '../sending/typing.ts'
import { Opener } from './opener.ts'

/** A message may wait for a committed turn, 200 ms at a time, as long as the longest turn takes and some more. */
const MOST_DELIVERIES = 1000

@Controller()
export class OpenerController {
  constructor(
    private readonly opener: Opener,
    private readonly typing: Typing,
  ) {}

  @On(messageReceived, { maxRedeliveries: MOST_DELIVERIES })
  async openTurn(received: Incoming<typeof messageReceived>): Promise<Outgoing[]> {
    const events = await this.opener.take(received)
    for (const { event, data } of events) if (event === turnReceived) this.typing.show(data as TurnReceived)
    return events
  }
}
