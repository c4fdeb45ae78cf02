import { Module } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { CONFIG, Draining, HealthChecks, LOGGER, provide } from '@repartee/service'
import { ApiModule } from '../api/api.module.ts'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { WebChat } from '../api/web-chat.ts'
import { FeedModule } from '../feed/feed.module.ts'
import { Feed } from '../feed/feed.ts'
import { Hub } from './hub.ts'
import { SocketServer } from './socket-server.ts'
import { SocketsGateway } from './sockets.gateway.ts'

/** The sockets of contacts and watchers. */
@Module({
  imports: [ApiModule, FeedModule],
  providers: [
    provide(Hub, [Feed, Bus, LOGGER]),
    provide(SocketServer, [Hub, Doorkeeper, WebChat, CONFIG, Draining, HealthChecks, LOGGER]),
    SocketsGateway,
  ],
})
export class SocketsModule {}
