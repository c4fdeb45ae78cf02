import type { WebSocketAdapter, WsMessageHandler } from '@nestjs/common'
import type { Server } from 'node:http'
import type { Connection, FrameHandler } from './connection.ts'
import type { SocketServer } from './socket-server.ts'

/**
 * Lets Nest's gateways answer on our own sockets, whose frames are `{ type, … }`: plain `ws` underneath, origins and limits
 * checked before the upgrade, and nothing between a frame on its way out and its line.
 */
export class SocketAdapter implements WebSocketAdapter<SocketServer, Connection> {
  constructor(
    private readonly sockets: SocketServer,
    private readonly server: Server,
  ) {}

  create(): SocketServer {
    return this.sockets.attach(this.server)
  }

  bindClientConnect(sockets: SocketServer, callback: (connection: Connection) => void): void {
    sockets.onConnection(callback)
  }

  bindClientDisconnect(connection: Connection, callback: () => void): void {
    connection.onClose(callback)
  }

  bindMessageHandlers(connection: Connection, handlers: readonly WsMessageHandler[]): void {
    const answer =
      ({ callback }: WsMessageHandler): FrameHandler =>
      async (frame) =>
        callback(frame)
    connection.answerBy(new Map(handlers.map((handler) => [handler.message, answer(handler)])))
  }

  close(sockets: SocketServer): void {
    sockets.stop()
  }

  /** Nothing of its own. */
  dispose(): void {}
}
