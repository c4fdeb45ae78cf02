import { Controller, Inject } from '@nestjs/common'
import { Answer } from '@repartee/bus'
import type { Asked } from '@repartee/bus'
import { followUpCancel, followUpList, followUpMove } from '@repartee/contracts'
import type { QuestionAnswer } from '@repartee/contracts'
import { Database } from '@repartee/service'
import * as byHand from './byHand.ts'
import { FollowUps } from './followUps.ts'

/** What people ask about follow-ups, and do to them. While Postgres is away each fails with `retry_later`. */
@Controller()
export class QuestionsController {
  constructor(
    @Inject(FollowUps) private readonly followUps: FollowUps,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Answer(followUpList)
  async list({ data }: Asked<typeof followUpList>): Promise<QuestionAnswer<typeof followUpList>> {
    const { tenant, session, limit } = data
    return { followUps: await this.database.inTenant(tenant, (client) => byHand.list(client, session, limit)) }
  }

  @Answer(followUpMove)
  async move({ data }: Asked<typeof followUpMove>): Promise<QuestionAnswer<typeof followUpMove>> {
    const { tenant, followUp, by } = data
    const outcome = await this.followUps.move(tenant, followUp, { dueAt: Date.parse(data.dueAt), by })
    return outcome === 'moved' ? { outcome, followUp: await this.read(tenant, followUp) } : { outcome }
  }

  @Answer(followUpCancel)
  async cancel({ data }: Asked<typeof followUpCancel>): Promise<QuestionAnswer<typeof followUpCancel>> {
    const { tenant, followUp, by } = data
    const outcome = await this.followUps.cancel(tenant, followUp, by)
    return outcome === 'cancelled' ? { outcome, followUp: await this.read(tenant, followUp) } : { outcome }
  }

  private async read(tenant: string, followUp: string) {
    return (await this.database.inTenant(tenant, (client) => byHand.read(client, followUp)))!
  }
}
