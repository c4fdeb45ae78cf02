import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Database, LOGGER, provide } from '@repartee/service'
import { FeedModule } from '../feed/feed.module.ts'
import { Feed } from '../feed/feed.ts'
import { Archive } from './archive.ts'
import { ColdSessions } from './cold-sessions.ts'
import { FeedbackSummary } from './helpfulness.ts'
import { Journal } from './journal.ts'
import { JournalController } from './journal.controller.ts'
import { Practices } from './practices.ts'
import { Records } from './records.ts'
import { SessionValues } from './session-values.ts'

/** What happened, in Postgres: written from events, read by screens and for contacts who come back. */
@Module({
  imports: [FeedModule],
  controllers: [JournalController],
  providers: [
    provide(Archive, [Bus, Database]),
    provide(ColdSessions, [Database, Feed, LOGGER]),
    provide(Journal, [Database]),
    provide(FeedbackSummary, [Database]),
    provide(Practices, [Database]),
    provide(Records, [Database]),
    provide(SessionValues, [Bus, Database, LOGGER]),
  ],
  exports: [ColdSessions, FeedbackSummary, Journal, Practices, Records],
})
export class ArchiveModule {}
