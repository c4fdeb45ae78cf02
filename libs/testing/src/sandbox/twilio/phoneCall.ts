import type { WebhookAnswer } from '../../drivers/webhook.ts'
import type { World } from '../world.ts'
import { API_VERSION, type Form, newSid } from './restCalls.ts'
import { type Verb, parseTwiml } from './twiml.ts'
import { type Heard, type Waiting, stepOf } from './verbs.ts'

export type CallStatus = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'canceled' | 'failed'
const MOST_FETCHES = 60
/** Twilio's code for a webhook that cannot be reached. */
export const NOT_REACHED = 11_205

/** What the caller can know after something happened. */
export type CallView = {
  sid: string
  status: CallStatus
  /** What was heard since the caller last did something, in order. */
  said: Heard[]
  /** The words of `said` in one text. */
  text: string
  waiting: Waiting | null
}

/**
 * One simulated phone call: runs the TwiML that the business answers with, until it waits for the caller or ends.
 * One thing at a time; what comes meanwhile queues up.
 */
export class PhoneCall {
  readonly sid = newSid('CA')
  readonly startedAt = new Date()
  readonly from: string
  readonly to: string
  readonly direction: 'inbound' | 'outbound-api'
  status: CallStatus = 'ringing'
  endedAt: Date | undefined
  waiting: Waiting | null = null
  /** Where the business wants to know that the call changed; the number's own when left out. */
  statusCallback = '/webhooks/twilio/voice/status'
  readonly #world: World
  #verbs: Verb[] = []
  #documentUrl = '/webhooks/twilio/voice'
  #unread: Heard[] = []
  #fetches = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    world: World,
    { from, to, direction }: { from: string; to: string; direction: 'inbound' | 'outbound-api' },
  ) {
    this.#world = world
    this.from = from
    this.to = to
    this.direction = direction
  }

  /** The call comes in: asks the number's voice webhook what to do. */
  async ring(voiceUrl = this.#documentUrl): Promise<CallView> {
    return await this.#answered(async () => {
      await this.#fetch(voiceUrl, 'POST', {})
      if (this.status === 'ringing') this.status = 'in-progress'
      await this.#run()
    })
  }

  /** Something happened that the waiting verb reports to its action; without an action the document goes on. */
  async report(params: Form, isEmpty = false): Promise<CallView> {
    return await this.#answered(async () => {
      if (this.isOver) return
      const { waiting } = this
      this.waiting = null
      const skips = isEmpty && waiting?.for === 'speech' && !waiting.actionOnEmptyResult
      const action = waiting?.action ?? (waiting?.for === 'speech' ? this.#documentUrl : undefined)
      if (action !== undefined && !skips) await this.#fetch(action, waiting?.method ?? 'POST', params)
      await this.#run()
    })
  }

  /** The business changes the live call: another document, or its end. */
  async redirect(change: { twiml?: string; url?: string; method?: string; ends?: boolean }): Promise<void> {
    await this.#inTurn(async () => {
      if (this.isOver) return
      this.waiting = null
      if (change.ends) return this.#end('completed')
      if (change.twiml !== undefined) this.#load(change.twiml)
      else if (change.url) await this.#fetch(change.url, change.method ?? 'POST', {})
      this.status = 'in-progress'
      await this.#run()
    })
  }

  /** The caller hangs up, at once: a document that is still on its way is not run any more. */
  hangUp(): CallView {
    this.#end('completed')
    return this.#take()
  }

  get isOver(): boolean {
    return this.endedAt !== undefined
  }

  /** What was heard since the caller last did something. */
  view(): CallView {
    const said = this.#unread
    const text = said.flatMap((heard) => (heard.verb === 'say' ? [heard.text] : [])).join(' ')
    return { sid: this.sid, status: this.status, said, text, waiting: this.waiting }
  }

  async #answered(work: () => Promise<void>): Promise<CallView> {
    return await this.#inTurn(async () => {
      await work()
      return this.#take()
    })
  }

  #take(): CallView {
    const view = this.view()
    this.#unread = []
    return view
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = this.#last.then(async () => {
      this.#fetches = 0
      return await work()
    })
    this.#last = run.catch(() => undefined)
    return await run
  }

  async #run(): Promise<void> {
    while (!this.isOver && !this.waiting) {
      const verb = this.#verbs.shift()
      if (!verb) return this.#end('completed')
      const step = stepOf(verb)
      if (step.do === 'hear') this.#hear(step.heard)
      else if (step.do === 'end') return this.#end(step.status)
      else if (step.do === 'fetch') {
        this.#hear({ verb: 'redirect', url: step.url })
        await this.#fetch(step.url || this.#documentUrl, step.method, {})
      } else {
        step.prompt.forEach((heard) => this.#hear(heard))
        this.waiting = step.waiting
      }
    }
  }

  /** Fetches the next document; relative addresses count from the one that is running. */
  async #fetch(address: string, method: string, params: Form): Promise<void> {
    if (++this.#fetches > MOST_FETCHES)
      return this.#fail(11_100, `${MOST_FETCHES} documents without a word from the caller`)
    const { gateway } = this.#world
    const url = new URL(address, new URL(this.#documentUrl, gateway.publicUrl)).toString()
    const answer = await this.#ask(url, { ...this.form(), ...params }, method === 'GET' ? 'GET' : 'POST')
    if (!answer) return
    this.#documentUrl = url
    if (answer.status !== 200) return this.#fail(11_200, `the webhook answered ${answer.status}`)
    this.#load(answer.body)
  }

  async #ask(url: string, params: Form, method: 'GET' | 'POST'): Promise<WebhookAnswer | undefined> {
    try {
      return await this.#world.gateway.twilio(url, params, method)
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      this.#fail(NOT_REACHED, `${url} did not answer: ${String(cause)}`)
      return undefined
    }
  }

  #load(document: string): void {
    try {
      this.#verbs = document.trim() === '' ? [] : parseTwiml(document)
    } catch (error) {
      this.#fail(12_100, `the TwiML cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  /** Twilio says that an application error has occurred, and ends the call. */
  #fail(code: number, text: string): void {
    this.#hear({ verb: 'error', code, text })
    this.#verbs = []
  }

  #hear(heard: Heard): void {
    this.#unread.push(heard)
    if (heard.verb !== 'say' && heard.verb !== 'play') return
    const { sid: id, from, to } = this
    const [business, caller] = this.direction === 'inbound' ? [to, from] : [from, to]
    const text = heard.verb === 'say' ? heard.text : ''
    const entry = { direction: 'out' as const, provider: 'twilio' as const, id, from: business, to: caller }
    this.#world.journal.add({ ...entry, kind: heard.verb, text, body: heard })
  }

  #end(status: CallStatus): void {
    if (this.isOver) return
    this.status = status
    this.endedAt = new Date()
    this.waiting = null
    this.#verbs = []
    const params = { ...this.form(), CallDuration: String(this.seconds()), Timestamp: this.endedAt.toUTCString() }
    this.#world.gateway.later(0, [async () => await this.#world.gateway.twilio(this.statusCallback, params)])
  }

  seconds(): number {
    return Math.round(((this.endedAt ?? new Date()).getTime() - this.startedAt.getTime()) / 1000)
  }

  /** The parameters that every voice webhook carries. */
  form(): Form {
    const { sid: CallSid, from: From, to: To, status: CallStatus, direction: Direction } = this
    const AccountSid = this.#world.settings.twilioAccountSid
    return { AccountSid, ApiVersion: API_VERSION, CallSid, CallStatus, Called: To, Caller: From, Direction, From, To }
  }
}
