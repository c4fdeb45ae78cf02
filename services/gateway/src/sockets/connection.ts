import {
  type ClientFrame,
  closeCodes,
  type ControlFrame,
  type liveAudio,
  type liveReply,
  type Payload,
} from '@repartee/contracts'
import { Problem } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import type { WebSocket } from 'ws'
import type { Doorkeeper, Who } from '../api/doorkeeper.ts'
import type { WebChat } from '../api/web-chat.ts'
import { Allowance } from '../core/allowance.ts'
import { Ahead } from './ahead.ts'
import { readFrame } from './client-frames.ts'
import { ContactView } from './contact-view.ts'
import type { Hub, Listener } from './hub.ts'
import { Line } from './line.ts'
import type { Pacer } from './pacer.ts'
import { type Scope, Subscription } from './subscription.ts'

const AUTH_LIMIT_MS = 10_000
const BURST = 40
const PER_SECOND = 10
const MOST_MISTAKES = 20

/** What connections share. */
export interface ConnectionParts {
  readonly hub: Hub
  readonly doorkeeper: Doorkeeper
  readonly webChat: WebChat
  readonly pacer: Pacer
  readonly log: Logger
}

/** One client of `/ws`: who it is, what it may hear, what it says. */
export class Connection implements Listener {
  private readonly line: Line
  private readonly allowance = new Allowance({ burst: BURST, perSecond: PER_SECOND })
  private readonly beganMs = performance.now()
  private who: Who | null = null
  private joined: Subscription | null = null
  private mistakes = 0
  private hasPonged = true
  private readonly ahead = new Ahead()
  /** Frames are answered one after the other. */
  private work: Promise<void> = Promise.resolve()

  constructor(
    private readonly socket: WebSocket,
    private readonly parts: ConnectionParts,
  ) {
    this.line = new Line(socket, parts.pacer)
    socket.on('message', (data, isBinary) => this.hear(data as Buffer, isBinary))
    socket.on('pong', () => (this.hasPonged = true))
  }

  get kind(): string {
    if (this.who === null) return 'unknown'
    return this.who.role === 'operator' ? 'watcher' : 'contact'
  }

  get subscription(): Subscription {
    if (this.joined === null) throw new Error('this connection listens to nothing')
    return this.joined
  }

  /** Takes the token of the upgrade's subprotocol in place of the first frame. */
  authenticate(token: string): void {
    this.inTurn(() => this.auth({ type: 'auth', token }))
  }

  reply(data: Payload<typeof liveReply>): void {
    if (this.who?.role !== 'operator' && !this.parts.webChat.showsStream(this.who?.claims)) return
    this.line.stream({ type: 'live.reply', session: data.session, data })
  }

  audio(data: Payload<typeof liveAudio>): void {
    this.line.sendUnlessSlow(JSON.stringify({ type: 'live.audio', session: data.session, data }))
  }

  reset(cursor: number): void {
    this.say({ type: 'reset', cursor })
  }

  /** Asks for a sign of life, and ends who gave none since the last look, or has no right to be here any more. */
  beat(): void {
    if (!this.hasPonged) return this.socket.terminate()
    this.hasPonged = false
    this.socket.ping()
  }

  /** Called about each second. */
  look(nowMs: number): void {
    this.line.look(nowMs)
    if (this.who === null && nowMs - this.beganMs > AUTH_LIMIT_MS) this.refuse('no auth frame came in time')
    if (this.who?.claims && this.who.claims.expires * 1000 < Date.now()) this.refuse('the token has run out')
    const { cursor } = this.parts.hub
    if (this.joined !== null && cursor !== null && this.ahead.isLost(this.joined.cursor, cursor, nowMs)) {
      this.joined.reset()
      this.reset(cursor)
    }
  }

  /** The gateway stops: the client is told to come again, not all at the same moment. */
  sendAway(): void {
    this.say({ type: 'reconnect', afterMs: Math.round(Math.random() * 2000) })
    this.line.close(closeCodes.restart, 'the gateway restarts: connect again and resume')
  }

  terminate(): void {
    this.socket.terminate()
  }

  left(): void {
    if (this.joined) this.parts.hub.leave(this)
    this.joined = null
  }

  private hear(data: Buffer, isBinary: boolean): void {
    if (!this.line.isOpen) return
    if (!this.allowance.take(performance.now())) return this.tooFast()
    const frame = isBinary ? null : readFrame(data)
    if (frame === null) return this.mistake('a frame is JSON text with a type: auth, watch, message, renew or ping')
    if (typeof frame === 'string') return this.mistake(frame)
    this.inTurn(() => this.answer(frame))
  }

  private inTurn(step: () => Promise<void> | void): void {
    this.work = this.work.then(step).catch((error: unknown) => {
      const detail = error instanceof Problem ? (error.detail ?? error.title) : 'this cannot be done now; try again'
      if (!(error instanceof Problem)) this.parts.log.warn({ err: error }, 'a frame cannot be answered')
      this.say({ type: 'error', code: 'unavailable', detail })
    })
  }

  private async answer(frame: ClientFrame): Promise<void> {
    if (!this.line.isOpen) return
    if (frame.type === 'ping') return this.say({ type: 'pong' })
    if (frame.type === 'auth') return this.auth(frame)
    if (this.who === null) return this.refuse('the first frame is {"type":"auth","token":…}')
    if (frame.type === 'watch') return this.watch(frame)
    if (frame.type === 'renew') return this.renew()
    return this.message(frame)
  }

  private async auth({ token, cursor }: Extract<ClientFrame, { type: 'auth' }>): Promise<void> {
    if (!this.line.isOpen) return
    if (this.who !== null) return this.mistake('this socket has said who it is already')
    this.who = this.parts.doorkeeper.whoHas(token)
    if (this.who === null) return this.refuse('this token is not good')
    const { role, claims } = this.who
    const now = this.parts.hub.cursor
    this.say({
      type: 'ready',
      role,
      tenant: claims?.tenant ?? null,
      session: claims?.session ?? null,
      cursor: now,
      expiresAt: claims ? new Date(claims.expires * 1000).toISOString() : null,
    })
    if (claims === null) {
      this.cursorOfAuth = cursor
      return
    }
    const view = new ContactView(claims.role)
    await this.join({ tenant: claims.tenant, session: claims.session, view }, cursor)
  }

  private cursorOfAuth: number | undefined

  private async watch({ tenant, session, cursor }: Extract<ClientFrame, { type: 'watch' }>): Promise<void> {
    if (this.who?.role !== 'operator') {
      return this.say({ type: 'error', code: 'forbidden', detail: 'only operators watch; a session hears itself' })
    }
    const from = cursor ?? this.cursorOfAuth
    this.cursorOfAuth = undefined
    this.left()
    this.say({ type: 'watching', tenant, session: session ?? null, cursor: this.parts.hub.cursor })
    await this.join({ tenant, session: session ?? null, view: 'operator' }, from)
  }

  private async join(scope: Scope, cursor: number | undefined): Promise<void> {
    const subscriber = {
      frame: (text: string) => this.line.send(text),
      resumed: (at: number) => this.say({ type: 'resumed', cursor: at }),
      overrun: () => this.line.close(closeCodes.tooSlow, 'too much was missed'),
    }
    try {
      const from = cursor ?? (await this.parts.hub.position()) + 0.5
      if (!this.line.isOpen) return
      this.joined = new Subscription(scope, subscriber, from)
      await this.parts.hub.join(this)
    } catch (error) {
      this.left()
      this.parts.log.warn({ err: error }, 'what a socket missed cannot be read now')
      this.say({ type: 'error', code: 'unavailable', detail: 'what you missed cannot be read now; connect again' })
      this.line.close(closeCodes.restart, 'connect again and resume')
    }
  }

  private async message(frame: Extract<ClientFrame, { type: 'message' }>): Promise<void> {
    const { claims } = this.who ?? {}
    if (!claims) {
      return this.say({ type: 'error', code: 'forbidden', detail: 'operators answer by the API', id: frame.id })
    }
    try {
      const { message } = await this.parts.webChat.receive(claims, frame)
      this.say({ type: 'accepted', id: frame.id, message })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.say({ type: 'error', code: 'unavailable', detail: error.detail ?? error.title, id: frame.id })
    }
  }

  private renew(): void {
    const renewed = this.who?.claims ? this.parts.doorkeeper.renew(this.who.claims) : null
    if (renewed === null) {
      return this.say({ type: 'error', code: 'forbidden', detail: 'this token is not renewed: begin a new session' })
    }
    this.who = { role: renewed.claims.role, claims: renewed.claims }
    this.say({ type: 'token', token: renewed.token, expiresAt: new Date(renewed.claims.expires * 1000).toISOString() })
  }

  private mistake(detail: string): void {
    this.mistakes += 1
    this.say({ type: 'error', code: 'bad_frame', detail })
    if (this.mistakes >= MOST_MISTAKES) this.line.close(closeCodes.badFrames, 'too many frames that say nothing')
  }

  private tooFast(): void {
    this.mistakes += 1
    if (this.mistakes === 1)
      this.say({ type: 'error', code: 'rate_limited', detail: `at most ${PER_SECOND} frames a second` })
    if (this.mistakes >= MOST_MISTAKES) this.line.close(closeCodes.tooFast, `at most ${PER_SECOND} frames a second`)
  }

  private refuse(detail: string): void {
    this.say({ type: 'error', code: 'unauthorised', detail })
    this.line.close(closeCodes.unauthorised, detail)
  }

  private say(frame: ControlFrame): void {
    this.line.send(JSON.stringify(frame))
  }
}
