/** What a trainee hears of a practised conversation. */
export interface PracticeFrame {
  readonly type: string
  readonly turn?: number
  readonly npc_response?: string
  readonly npc_mood?: number
  readonly stage?: string | null
  readonly ttfs_ms?: number
  readonly coach_advice?: string | null
  readonly advice?: string
  readonly advice_source?: string
  readonly intent?: string
  readonly confidence?: number
  readonly strategy?: string
  readonly situation?: string
  readonly acts?: readonly string[]
  readonly cursor?: number
}

const PING_MS = 15_000
const AGAIN_MS = 1500

/** The socket of a trainee's own session, which comes back by itself behind the last frame. `stop()` ends it. */
export class PracticeSocket {
  private socket: WebSocket | undefined
  private cursor: number | undefined
  private isStopped = false
  private again: ReturnType<typeof setTimeout> | undefined
  private readonly heartbeat: ReturnType<typeof setInterval>

  constructor(
    private readonly token: string,
    private readonly onFrame: (frame: PracticeFrame) => void,
    private readonly onOpen: (isOpen: boolean) => void,
  ) {
    this.heartbeat = setInterval(() => this.send({ type: 'ping' }), PING_MS)
    this.connect()
  }

  say(id: string, text: string): void {
    this.send({ type: 'message', id, text })
  }

  stop(): void {
    this.isStopped = true
    clearInterval(this.heartbeat)
    clearTimeout(this.again)
    this.socket?.close()
  }

  private connect(): void {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
    this.socket = socket
    const { cursor } = this
    socket.addEventListener('open', () =>
      this.send({ type: 'auth', token: this.token, reasoning: true, ...(cursor !== undefined && { cursor }) }),
    )
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.hear(JSON.parse(data) as PracticeFrame))
    socket.addEventListener('close', () => {
      this.onOpen(false)
      if (!this.isStopped) this.again = setTimeout(() => this.connect(), AGAIN_MS)
    })
  }

  private hear(frame: PracticeFrame): void {
    if (frame.type === 'ready') this.onOpen(true)
    if (frame.cursor !== undefined && frame.type !== 'ready') this.cursor = Math.max(this.cursor ?? 0, frame.cursor)
    this.onFrame(frame)
  }

  private send(frame: Record<string, unknown>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }
}
