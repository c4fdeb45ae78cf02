import { Controller } from '@nestjs/common'
import { On, type Incoming } from '@repartee/bus'
import { feedbackGiven, replyCompleted, turnLeftToHuman, type Outgoing } from '@repartee/contracts'
import { Coach } from './coach.ts'
import { Helpfulness } from './helpfulness.ts'

@Controller()
export class CoachController {
  constructor(
    private readonly coach: Coach,
    private readonly helpfulness: Helpfulness,
  ) {}

  @On(replyCompleted)
  afterReply({ data }: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    return this.coach.afterReply(data)
  }

  @On(turnLeftToHuman)
  beforeHuman({ data }: Incoming<typeof turnLeftToHuman>): Promise<Outgoing[]> {
    return this.coach.beforeHuman(data)
  }

  @On(feedbackGiven)
  async learn(feedback: Incoming<typeof feedbackGiven>): Promise<Outgoing[]> {
    await this.helpfulness.learn(feedback)
    return []
  }
}
