import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Database, LOGGER, provide } from '@repartee/service'
import { FeedModule } from '../feed/feed.module.ts'
import { Feed } from '../feed/feed.ts'
import { Archive } from './archive.ts'
import { ColdSessions } from './cold-sessions.ts'
import { Records } from './records.ts'
import { SessionValues } from './session-values.ts'

/** What happened, in Postgres: written from events, read by screens and for contacts who come back. */
@Module({
  imports: [FeedModule],
  providers: [
    provide(Archive, [Bus, Database]),
    provide(ColdSessions, [Database, Feed, LOGGER]),
    provide(Records, [Database]),
    provide(SessionValues, [Bus, Database, LOGGER]),
  ],
  exports: [ColdSessions, Records],
})
export class ArchiveModule {}
