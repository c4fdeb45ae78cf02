import { closeCodes } from '@repartee/contracts'
import { count } from '@repartee/telemetry'
import { WebSocket } from 'ws'
import { type LiveDelta, mergeDeltas } from './deltas.ts'
import { INTERVAL_MS, type Pacer } from './pacer.ts'

/** A reader is slow from here on: it gets deltas merged, and no sound. */
const SLOW_BYTES = 64 * 1024
/** Here it is given up. */
const MOST_BYTES = 1024 * 1024
const MOST_BEHIND_MS = 5000
/** Live frames that wait for a slow reader; beyond, they are dropped: the whole reply comes with its event. */
const MOST_WAITING = 100
/** How long a reader that was given up may take to hear it. */
const FAREWELL_MS = 1000

/** One socket on the way out: sends, merges what streams too fast, and gives up who does not read. */
export class Line {
  private waiting: LiveDelta[] = []
  private streamedAtMs = 0
  private sent = 0
  private written = 0
  /** What had been sent at earlier looks, to see how far behind the reader is. */
  private looks: { sent: number; atMs: number }[] = []
  private closingSinceMs: number | undefined
  private readonly hasRoom: (() => void)[] = []

  constructor(
    private readonly socket: WebSocket,
    private readonly pacer: Pacer,
  ) {}

  get isOpen(): boolean {
    return this.closingSinceMs === undefined && this.socket.readyState === WebSocket.OPEN
  }

  /** Sends a frame after all that was streamed before it. */
  send(text: string): void {
    this.flush()
    this.write(text)
  }

  /**
   * For who sends much at once: true, or a promise of it, when the reader has read so much that it is not slow any more; false when it has gone.
   */
  room(): Promise<boolean> | boolean {
    if (!this.isOpen) return false
    if (!this.isSlow) return true
    return new Promise((resolve) => this.hasRoom.push(() => resolve(this.isOpen)))
  }

  /** Sends a part of a stream, at once or merged with others; at most thirty a second. */
  stream(delta: LiveDelta): void {
    if (!this.isOpen) return
    this.waiting = mergeDeltas(this.waiting, delta)
    if (this.waiting.length > MOST_WAITING) this.waiting = []
    const isDue = performance.now() - this.streamedAtMs >= INTERVAL_MS
    if (!isDue || !this.release()) this.pacer.pace(this)
  }

  /** Sends something that is dropped rather than late. */
  sendUnlessSlow(text: string): void {
    if (!this.isSlow) this.write(text)
  }

  /** Sends what streams waited; a slow reader keeps waiting, for more to merge. False when something still waits. */
  release(): boolean {
    if (this.isSlow && this.isOpen) return this.waiting.length === 0
    this.flush()
    return true
  }

  close(code: number, reason: string): void {
    if (this.closingSinceMs !== undefined) return
    this.closingSinceMs = performance.now()
    this.waiting = []
    this.socket.close(code, reason)
    for (const go of this.hasRoom.splice(0)) go()
  }

  /** Ends a reader that is five seconds behind, or does not even hear that it was given up. Called about each second. */
  look(nowMs: number): void {
    if (this.closingSinceMs !== undefined) {
      if (nowMs - this.closingSinceMs > FAREWELL_MS) this.socket.terminate()
      return
    }
    this.looks = this.looks.filter(({ sent }) => sent > this.written)
    const oldest = this.looks[0]
    if (oldest && nowMs - oldest.atMs > MOST_BEHIND_MS) return this.giveUp('behind')
    if (this.sent > this.written) this.looks.push({ sent: this.sent, atMs: nowMs })
  }

  private get isSlow(): boolean {
    return this.socket.bufferedAmount > SLOW_BYTES
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    const waiting = this.waiting
    this.waiting = []
    this.streamedAtMs = performance.now()
    for (const delta of waiting) this.write(JSON.stringify(delta))
  }

  private write(text: string): void {
    if (!this.isOpen) return
    this.sent += 1
    const { sent } = this
    this.socket.send(text, () => {
      this.written = Math.max(this.written, sent)
      if (!this.isSlow || !this.isOpen) for (const go of this.hasRoom.splice(0)) go()
    })
    if (this.socket.bufferedAmount > MOST_BYTES) this.giveUp('too_much')
  }

  private giveUp(reason: 'behind' | 'too_much'): void {
    count('repartee_sockets_dropped_total', { reason })
    this.close(closeCodes.tooSlow, 'too slow: read faster, then resume from the last cursor')
  }
}
