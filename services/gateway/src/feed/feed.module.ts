import { Module } from '@nestjs/common'
import { Feed } from './feed.ts'

/** What happens, as this replica hears it. */
@Module({ providers: [Feed], exports: [Feed] })
export class FeedModule {}
