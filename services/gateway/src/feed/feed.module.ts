import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { Feed } from './feed.ts'

/** What happens, as this replica hears it. */
@Module({
  providers: [{ provide: Feed, inject: [Bus], useFactory: (bus: Bus) => new Feed(bus) }],
  exports: [Feed],
})
export class FeedModule {}
