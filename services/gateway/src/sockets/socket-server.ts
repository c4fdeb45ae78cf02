import { LONGEST_CLIENT_TEXT } from '@repartee/contracts'
import type { Draining, HealthChecks } from '@repartee/service'
import { count, type Logger, setGauge } from '@repartee/telemetry'
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Doorkeeper } from '../api/doorkeeper.ts'
import type { WebChat } from '../api/web-chat.ts'
import type { GatewayConfig } from '../config.ts'
import { isAllowedOrigin } from '../core/origin.ts'
import { Connection, type ConnectionParts } from './connection.ts'
import type { Hub } from './hub.ts'
import { Pacer } from './pacer.ts'

const PATH = '/ws'
const PROTOCOL = 'repartee.v1'
const LOOK_MS = 1000
const LOOKS_PER_BEAT = 20
const LAST_WORDS_MS = 2000
/** A character has up to four bytes, or six as an escape; and there is something around it. */
const LONGEST_FRAME_BYTES = LONGEST_CLIENT_TEXT * 6 + 8192

/** The sockets of `/ws`: lets them in, looks after them, sends them away when the gateway stops. */
export class SocketServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })
  private readonly connections = new Set<Connection>()
  private readonly pacer = new Pacer()
  private readonly parts: ConnectionParts
  private timer: NodeJS.Timeout | undefined
  private looks = 0
  private isStopping = false
  private readonly greeters: ((connection: Connection) => void)[] = []

  constructor(
    hub: Hub,
    doorkeeper: Doorkeeper,
    webChat: WebChat,
    private readonly config: GatewayConfig,
    draining: Draining,
    health: HealthChecks,
    log: Logger,
  ) {
    this.parts = { hub, doorkeeper, webChat, pacer: this.pacer, log }
    health.addFact('sockets', () => this.connections.size)
    draining.onDrain('sockets', () => this.sendAllAway())
  }

  /** Takes the upgrades of an HTTP server. */
  attach(server: Server): this {
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head))
    this.timer = setInterval(() => this.look(), LOOK_MS)
    this.timer.unref()
    return this
  }

  /** Calls `callback` for each socket that was let in, before anything of it is heard. */
  onConnection(callback: (connection: Connection) => void): void {
    this.greeters.push(callback)
  }

  stop(): void {
    clearInterval(this.timer)
    this.pacer.stop()
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const refusal = this.refusalOf(request)
    if (refusal !== null) return refuse(socket, refusal)
    this.sockets.handleUpgrade(request, socket, head, (open) => {
      const connection = new Connection(open, this.parts)
      this.connections.add(connection)
      open.on('error', () => count('repartee_sockets_dropped_total', { reason: 'protocol' }))
      open.on('close', () => this.connections.delete(connection))
      for (const greet of this.greeters) greet(connection)
      const token = tokenIn(request)
      if (token !== null) connection.authenticate(token)
    })
  }

  private refusalOf(request: IncomingMessage): { status: number; detail: string } | null {
    if (request.url?.split('?', 1)[0] !== PATH) return { status: 404, detail: `sockets are at ${PATH}` }
    if (this.isStopping) return { status: 503, detail: 'the gateway is stopping; try another' }
    if (this.connections.size >= this.config.MOST_SOCKETS) return { status: 503, detail: 'too many sockets' }
    const { origin, host } = request.headers
    const isAllowed = isAllowedOrigin(origin, host, [this.config.PUBLIC_URL, ...this.config.ALLOWED_ORIGINS])
    return isAllowed ? null : { status: 403, detail: 'this origin is not among ALLOWED_ORIGINS' }
  }

  private look(): void {
    this.looks += 1
    const now = performance.now()
    const kinds = { unknown: 0, watcher: 0, contact: 0 } as Record<string, number>
    for (const connection of this.connections) {
      connection.look(now)
      if (this.looks % LOOKS_PER_BEAT === 0) connection.beat()
      kinds[connection.kind] = (kinds[connection.kind] ?? 0) + 1
    }
    for (const [kind, open] of Object.entries(kinds)) setGauge('repartee_sockets', open, { kind })
  }

  private async sendAllAway(): Promise<void> {
    this.isStopping = true
    const all = [...this.connections]
    for (const connection of all) connection.sendAway()
    const limit = performance.now() + LAST_WORDS_MS
    while (this.connections.size > 0 && performance.now() < limit) await nextMoment()
    for (const connection of this.connections) connection.terminate()
  }
}

/** The token of the subprotocol `bearer.<token>`, offered beside `repartee.v1`. */
function tokenIn(request: IncomingMessage): string | null {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((one) => one.trim()) ?? []
  return offered.find((one) => one.startsWith('bearer.'))?.slice('bearer.'.length) ?? null
}

function refuse(socket: Duplex, { status, detail }: { status: number; detail: string }): void {
  const title = STATUS_CODES[status] ?? 'Error'
  const body = JSON.stringify({ type: 'about:blank', title, status, detail })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

async function nextMoment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
}
