import { Controller, Inject } from '@nestjs/common'
import { On } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { outgoing, turnCaptured, turnReceived, type Outgoing } from '@repartee/contracts'
import { Capturing } from './capturing.ts'

@Controller()
export class CaptureController {
  constructor(@Inject(Capturing) private readonly capturing: Capturing) {}

  /** Reads a turn for the slots of the tenant's pack. */
  @On(turnReceived)
  async read({ data: received }: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    const { tenant, session, turn, number } = received
    const captured = await this.capturing.capture(received)
    return [outgoing(turnCaptured, { tenant, session, turn, number, captured })]
  }
}
