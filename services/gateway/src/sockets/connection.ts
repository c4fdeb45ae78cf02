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
import { Ahead } from './ahead.ts'
import { type FrameOf, NO_FRAME, readFrame } from './client-frames.ts'
import { ContactView } from './contact-view.ts'
import type { Hub, Listener } from './hub.ts'
import { Line } from './line.ts'
import { Manners, type Rebuke } from './manners.ts'
import type { Pacer } from './pacer.ts'
import { expiryOf, readyFrame } from './ready-frame.ts'
import { type Scope, Subscription } from './subscription.ts'

const AUTH_LIMIT_MS = 10_000

/** What connections share. */
export interface ConnectionParts {
  readonly hub: Hub
  readonly doorkeeper: Doorkeeper
  readonly webChat: WebChat
  readonly pacer: Pacer
  readonly log: Logger
}

export type FrameHandler = (frame: unknown) => Promise<unknown>

/** One client of `/ws`: who it is, what it may hear, what it says. */
export class Connection implements Listener {
  private readonly line: Line
  private readonly manners = new Manners()
  private readonly beganMs = performance.now()
  private who: Who | null = null
  private joined: Subscription | null = null
  private hasPonged = true
  private readonly ahead = new Ahead()
  private handlers: ReadonlyMap<string, FrameHandler> = new Map()
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

  /** Who answers each type of frame. */
  answerBy(handlers: ReadonlyMap<string, FrameHandler>): void {
    this.handlers = handlers
  }

  onClose(callback: () => void): void {
    this.socket.on('close', callback)
  }

  /** Takes the token of the upgrade's subprotocol in place of the first frame. */
  authenticate(token: string): void {
    this.inTurn(() => this.attempt(() => this.auth({ type: 'auth', token })))
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
    this.joined?.release(Date.now())
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
    const tooFast = this.manners.hear(performance.now())
    if (tooFast !== null) return this.rebuke(tooFast)
    const frame = isBinary ? NO_FRAME : readFrame(data)
    if (typeof frame === 'string') return this.rebuke(this.manners.mistake(frame))
    this.inTurn(() => this.answer(frame))
  }

  private inTurn(step: () => Promise<unknown>): void {
    this.work = this.work.then(step).then(() => undefined)
  }

  /** By whom it is answered: nobody hears anything before `auth`. */
  private async answer(frame: ClientFrame): Promise<void> {
    if (!this.line.isOpen) return
    if (this.who === null && frame.type !== 'auth' && frame.type !== 'ping') {
      return this.refuse('the first frame is {"type":"auth","token":…}')
    }
    await this.handlers.get(frame.type)?.(frame)
  }

  /** Does what a frame asks for; who asked hears when that cannot be done. */
  async attempt(work: () => Promise<void> | void): Promise<void> {
    try {
      await work()
    } catch (error) {
      const detail = error instanceof Problem ? (error.detail ?? error.title) : 'this cannot be done now; try again'
      if (!(error instanceof Problem)) this.parts.log.warn({ err: error }, 'a frame cannot be answered')
      this.say({ type: 'error', code: 'unavailable', detail })
    }
  }

  async auth({ token, cursor, reasoning }: FrameOf<'auth'>): Promise<void> {
    if (!this.line.isOpen) return
    if (this.who !== null) return this.rebuke(this.manners.mistake('this socket has said who it is already'))
    this.who = this.parts.doorkeeper.whoHas(token)
    if (this.who === null) return this.refuse('this token is not good')
    const { claims } = this.who
    this.say(readyFrame(this.who, this.parts.hub.cursor))
    if (claims === null) {
      this.cursorOfAuth = cursor
      return
    }
    const view = new ContactView(claims.role, { reasoning: reasoning === true && claims.role === 'trainee' })
    await this.join({ tenant: claims.tenant, session: claims.session, view }, cursor)
  }

  private cursorOfAuth: number | undefined

  async watch({ tenant, session, cursor }: FrameOf<'watch'>): Promise<void> {
    if (this.who?.role !== 'operator') return this.forbid('only operators watch; a session hears itself')
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
      room: () => this.line.room(),
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

  async message(frame: FrameOf<'message'>): Promise<void> {
    const { claims } = this.who ?? {}
    if (!claims) return this.forbid('operators answer by the API', frame.id)
    try {
      const { message } = await this.parts.webChat.receive(claims, frame)
      this.say({ type: 'accepted', id: frame.id, message })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.say({ type: 'error', code: 'unavailable', detail: error.detail ?? error.title, id: frame.id })
    }
  }

  renew(): void {
    const renewed = this.who?.claims ? this.parts.doorkeeper.renew(this.who.claims) : null
    if (renewed === null) return this.forbid('this token is not renewed: begin a new session')
    this.who = { role: renewed.claims.role, claims: renewed.claims }
    this.say({ type: 'token', token: renewed.token, expiresAt: expiryOf(renewed.claims) })
  }

  pong(): void {
    this.say({ type: 'pong' })
  }

  private rebuke({ frame, end }: Rebuke): void {
    if (frame !== null) this.say(frame)
    if (end !== null) this.line.close(end.code, end.reason)
  }

  private refuse(detail: string): void {
    this.say({ type: 'error', code: 'unauthorised', detail })
    this.line.close(closeCodes.unauthorised, detail)
  }

  private forbid(detail: string, id?: string): void {
    this.say({ type: 'error', code: 'forbidden', detail, ...(id !== undefined && { id }) })
  }

  private say(frame: ControlFrame): void {
    this.line.send(JSON.stringify(frame))
  }
}
