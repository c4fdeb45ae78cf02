import { type OnGatewayDisconnect, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import type { FrameOf } from './client-frames.ts'
import { Connection } from './connection.ts'

/** What clients of `/ws` may say: one method for each type of frame, whose answers are frames of the connection itself. */
@WebSocketGateway({ path: '/ws' })
export class SocketsGateway implements OnGatewayDisconnect<Connection> {
  @SubscribeMessage('auth')
  auth(connection: Connection, frame: FrameOf<'auth'>): Promise<void> {
    return connection.attempt(() => connection.auth(frame))
  }

  @SubscribeMessage('watch')
  watch(connection: Connection, frame: FrameOf<'watch'>): Promise<void> {
    return connection.attempt(() => connection.watch(frame))
  }

  @SubscribeMessage('message')
  message(connection: Connection, frame: FrameOf<'message'>): Promise<void> {
    return connection.attempt(() => connection.message(frame))
  }

  @SubscribeMessage('renew')
  renew(connection: Connection): Promise<void> {
    return connection.attempt(() => connection.renew())
  }

  @SubscribeMessage('ping')
  ping(connection: Connection): Promise<void> {
    return connection.attempt(() => connection.pong())
  }

  handleDisconnect(connection: Connection): void {
    connection.left()
  }
}
