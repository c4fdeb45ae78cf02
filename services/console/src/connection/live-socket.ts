import { type Frame, type EventFrame, type LiveFrame, isEvent } from '../state/frames.ts'
import { waitBefore } from './backoff.ts'

const PING_MS = 15_000
/** With a ping each 15 s, silence of this length means that nobody is there. */
const MOST_SILENT_MS = 40_000
const UNAUTHORISED = 4001

/** How the socket stands. */
export type SocketStatus =
  | { is: 'connecting' }
  | { is: 'catching_up' }
  | { is: 'live'; resumes: number }
  | { is: 'waiting'; untilMs: number; attempt: number }
  | { is: 'refused' }

interface Options {
  token: string
  tenant: string
  /** Null watches the whole tenant. */
  session: string | null
  /** Begin behind this event; undefined begins with what happens from now on. */
  cursor: number | undefined
  onFrame: (frame: EventFrame | LiveFrame) => void
  onStatus: (status: SocketStatus) => void
  /** The stream begins anew: what was shown is void. */
  onReset: () => void
}

/**
 * A socket to `/ws` that comes back by itself and goes on behind the last event that it handed over: each event once, in
 * order, none missed. `stop()` ends it and its timers.
 */
export class LiveSocket {
  private socket: WebSocket | undefined
  private cursor: number | undefined
  private attempt = 0
  private resumes = -1
  private heardAtMs = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private heartbeat: ReturnType<typeof setInterval> | undefined
  private isStopped = false

  constructor(private readonly options: Options) {
    this.cursor = options.cursor
    addEventListener('online', this.comeBackNow)
    this.connect()
  }

  stop(): void {
    this.isStopped = true
    removeEventListener('online', this.comeBackNow)
    clearTimeout(this.retry)
    this.hangUp()
  }

  private readonly comeBackNow = (): void => {
    if (this.retry === undefined) return
    clearTimeout(this.retry)
    this.connect()
  }

  private connect(): void {
    this.retry = undefined
    this.options.onStatus({ is: 'connecting' })
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
    this.socket = socket
    this.heardAtMs = performance.now()
    this.heartbeat = setInterval(() => this.beat(socket), PING_MS)
    socket.addEventListener('open', () => this.say({ type: 'auth', token: this.options.token }))
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.hear(JSON.parse(data) as Frame))
    socket.addEventListener('close', ({ code }) => this.closed(socket, code))
  }

  private hear(frame: Frame): void {
    this.heardAtMs = performance.now()
    switch (frame.type) {
      case 'ready': {
        const { tenant, session } = this.options
        const { cursor } = this
        return this.say({
          type: 'watch',
          tenant,
          ...(session !== null && { session }),
          ...(cursor !== undefined && { cursor }),
        })
      }
      case 'watching':
        // Without a cursor of our own, what happens next is all that there is.
        this.cursor ??= frame.cursor ?? undefined
        return this.options.onStatus({ is: 'catching_up' })
      case 'resumed':
        this.attempt = 0
        this.resumes += 1
        this.cursor = Math.max(this.cursor ?? 0, frame.cursor ?? 0)
        return this.options.onStatus({ is: 'live', resumes: this.resumes })
      case 'reset':
        this.cursor = this.options.cursor === undefined ? (frame.cursor ?? undefined) : 0
        this.options.onReset()
        return this.hangUp()
      case 'reconnect':
        return this.hangUp()
      case 'error':
        // What was missed cannot be read now: come again.
        return frame.code === 'unavailable' ? this.hangUp() : undefined
      case 'live.reply':
        return this.options.onFrame(frame)
      default:
        return this.take(frame)
    }
  }

  /** Hands over an event that was not handed over before. */
  private take(frame: Frame): void {
    if (!isEvent(frame) || (this.cursor !== undefined && frame.cursor <= this.cursor)) return
    this.cursor = frame.cursor
    this.attempt = 0
    this.options.onFrame(frame)
  }

  private beat(socket: WebSocket): void {
    if (performance.now() - this.heardAtMs > MOST_SILENT_MS) return this.closed(socket, 0)
    if (socket.readyState === WebSocket.OPEN) this.say({ type: 'ping' })
  }

  private say(frame: Record<string, unknown>): void {
    this.socket?.send(JSON.stringify(frame))
  }

  private hangUp(): void {
    clearInterval(this.heartbeat)
    this.socket?.close()
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return
    this.socket = undefined
    clearInterval(this.heartbeat)
    socket.close()
    if (this.isStopped) return
    if (code === UNAUTHORISED) return this.options.onStatus({ is: 'refused' })
    const waitMs = waitBefore(this.attempt++, Math.random())
    this.options.onStatus({ is: 'waiting', untilMs: Date.now() + waitMs, attempt: this.attempt })
    this.retry = setTimeout(() => this.connect(), waitMs)
  }
}
