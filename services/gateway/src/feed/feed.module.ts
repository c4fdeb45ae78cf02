import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { provide } from '@repartee/service'
import { Feed } from './feed.ts'

/** What happens, as this replica hears it. */
@Module({
  providers: [provide(Feed, [Bus])],
  exports: [Feed],
})
export class FeedModule {}
