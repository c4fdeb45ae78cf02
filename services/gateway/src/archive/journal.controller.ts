import { Controller, Inject } from '@nestjs/common'
import { Answer, type Asked } from '@repartee/bus'
import { journalFind, type QuestionAnswer } from '@repartee/contracts'
import { Journal } from './journal.ts'

/** Looks into the journal for a conversation. While Postgres is away it fails with `retry_later`. */
@Controller()
export class JournalController {
  constructor(@Inject(Journal) private readonly journal: Journal) {}

  @Answer(journalFind)
  async find({ data }: Asked<typeof journalFind>): Promise<QuestionAnswer<typeof journalFind>> {
    const { tenant, ...wanted } = data
    return { decisions: await this.journal.find(tenant, wanted) }
  }
}
