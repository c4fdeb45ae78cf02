import { Controller, Inject } from '@nestjs/common'
import { On } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { turnCaptured, turnReceived, type Outgoing } from '@repartee/contracts'
import { Understanding } from './understanding.ts'

/** The two halves of a turn, in whichever order and on whichever replica they come. */
@Controller()
export class SituationController {
  constructor(@Inject(Understanding) private readonly understanding: Understanding) {}

  @On(turnReceived)
  async firstPass({ data }: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    return this.understanding.firstPass(data)
  }

  @On(turnCaptured)
  async captured({ data }: Incoming<typeof turnCaptured>): Promise<Outgoing[]> {
    return this.understanding.captured(data.turn, data.captured)
  }
}
