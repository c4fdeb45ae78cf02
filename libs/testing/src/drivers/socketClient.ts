import { WebSocket } from 'ws'

/** A frame of the gateway's `/ws`: what kind it is, whose, and where in the stream (live frames have no cursor). */
export type SocketFrame = { type: string; session?: string; cursor?: number; [field: string]: unknown }
/** Why a socket was closed. */
export type SocketClose = { code: number; reason: string }

const MOST_FRAMES = 50_000

type Waiter = {
  predicate: (frame: SocketFrame) => boolean
  resolve: (frame: SocketFrame) => void
  reject: (error: Error) => void
}

/** A client of the gateway's `/ws` with plain `ws`, for tests: keeps the frames and waits for one by a condition. */
export class SocketClient {
  /** All frames since the connection, oldest first; at most 50,000 are kept. */
  readonly frames: SocketFrame[] = []
  /** Resolves when the socket is closed by either side. */
  readonly closed: Promise<SocketClose>
  readonly #socket: WebSocket
  readonly #waiters = new Set<Waiter>()
  #cursor: number | undefined

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#take(data.toString()))
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        const close = { code, reason: reason.toString() }
        this.#fail(new Error(`the socket was closed: ${code} ${close.reason}; last frames: ${this.#lastFrames()}`))
        resolve(close)
      })
    })
  }

  /**
   * Connects to a gateway (`http…` or `ws…`) and sends the first frame `{type:'auth', token, cursor?}`. Throws when the
   * upgrade is refused.
   */
  static async connect(
    gatewayUrl: string,
    {
      token,
      cursor,
      origin,
      path = '/ws',
      reasoning,
    }: { token: string; cursor?: number; origin?: string; path?: string; reasoning?: boolean },
  ): Promise<SocketClient> {
    const url = new URL(path, gatewayUrl.replace(/^http/, 'ws'))
    const socket = new WebSocket(url, { origin, handshakeTimeout: 10_000 })
    const client = new SocketClient(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.on('error', reject)
    })
    client.send({ type: 'auth', token, ...(cursor !== undefined && { cursor }), ...(reasoning && { reasoning }) })
    return client
  }

  /** The cursor of the newest frame that has one; give it to the next `connect` to resume. */
  get cursor(): number | undefined {
    return this.#cursor
  }

  /** Sends a frame; a string goes as it is. */
  send(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The first frame, of those that came already or will come, that fits. Throws after `withinMs` (10 s). */
  async waitFor(
    predicate: (frame: SocketFrame) => boolean,
    { withinMs = 10_000, what = 'a frame' }: { withinMs?: number; what?: string } = {},
  ): Promise<SocketFrame> {
    const here = this.frames.find(predicate)
    if (here) return here
    return await new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        this.#waiters.delete(waiter)
      }
      const waiter: Waiter = {
        predicate,
        resolve: (frame) => (finish(), resolve(frame)),
        reject: (error) => (finish(), reject(error)),
      }
      const late = () =>
        waiter.reject(new Error(`not within ${withinMs} ms: ${what}; last frames: ${this.#lastFrames()}`))
      const timer = setTimeout(late, withinMs)
      this.#waiters.add(waiter)
      if (this.#socket.readyState === WebSocket.CLOSED)
        waiter.reject(new Error(`the socket is closed; waited for ${what}`))
    })
  }

  /** Stops and starts reading, to play a slow reader. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Closes the socket and waits until it is closed. */
  async close(code = 1000): Promise<SocketClose> {
    this.#socket.close(code)
    return await this.closed
  }

  /** Drops the connection without a word, as a lost network does. */
  async drop(): Promise<SocketClose> {
    this.#socket.terminate()
    return await this.closed
  }

  #take(text: string): void {
    const frame = JSON.parse(text) as SocketFrame
    this.frames.push(frame)
    if (this.frames.length > MOST_FRAMES) this.frames.shift()
    if (typeof frame.cursor === 'number') this.#cursor = frame.cursor
    for (const waiter of this.#waiters) if (waiter.predicate(frame)) waiter.resolve(frame)
  }

  #fail(error: Error): void {
    for (const waiter of this.#waiters) waiter.reject(error)
  }

  #lastFrames(): string {
    return JSON.stringify(this.frames.slice(-5)).slice(0, 500)
  }
}
