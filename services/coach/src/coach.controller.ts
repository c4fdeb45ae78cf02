import { Controller } from '@nestjs/common'
import { On, type Incoming } from '@repartee/bus'
import { replyCompleted, type Outgoing } from '@repartee/contracts'
import { Coach } from './coach.ts'

@Controller()
export class CoachController {
  constructor(private readonly coach: Coach) {}

  @On(replyCompleted)
  afterReply({ data }: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    return this.coach.advise(data)
  }
}
