import { Controller } from '@nestjs/common'
import { On, type Incoming } from '@repartee/bus'
import { replyCompleted, type Outgoing } from '@repartee/contracts'
import { Gate } from './gate.ts'

@Controller()
export class GateController {
  constructor(private readonly gate: Gate) {}

  @On(replyCompleted, { name: 'gate', maxRedeliveries: 200 })
  pass(completed: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    return this.gate.pass(completed)
  }
}
