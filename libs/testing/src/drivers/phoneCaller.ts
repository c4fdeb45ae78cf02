import type { CallView } from '../sandbox/twilio/phoneCall.ts'

export type { CallView }

/** A person on the phone, for tests: the sandbox rings the gateway's voice webhook and runs its TwiML. */
export class PhoneCaller {
  readonly #sandboxUrl: string
  readonly #from: string
  readonly #to: string | undefined
  /** What is known since the last thing that the caller did. */
  view: CallView | undefined

  constructor({ sandboxUrl, from, to }: { sandboxUrl: string; from: string; to?: string }) {
    this.#sandboxUrl = sandboxUrl
    this.#from = from
    this.#to = to
  }

  /** The call's sid. Throws before `call`. */
  get sid(): string {
    if (!this.view) throw new Error('there is no call yet: await call() first')
    return this.view.sid
  }

  /** Rings, and listens until the business waits or hangs up. */
  async call(): Promise<CallView> {
    return await this.#do('/customer/calls', { from: this.#from, to: this.#to })
  }

  /** Says something, and listens to the answer. */
  async say(text: string, confidence?: number): Promise<CallView> {
    return await this.#do(`/customer/calls/${this.sid}/speech`, { text, confidence })
  }

  /** Presses keys. */
  async press(digits: string): Promise<CallView> {
    return await this.#do(`/customer/calls/${this.sid}/speech`, { digits })
  }

  /** Says nothing until the Gather gives up. */
  async staySilent(): Promise<CallView> {
    return await this.#do(`/customer/calls/${this.sid}/silence`, {})
  }

  /** How a transfer that the business dials ends. */
  async endTransfer(status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'): Promise<CallView> {
    return await this.#do(`/customer/calls/${this.sid}/dial`, { status })
  }

  /** Ends the call; the status callback follows. */
  async hangup(): Promise<CallView> {
    return await this.#do(`/customer/calls/${this.sid}/hangup`, {})
  }

  async #do(path: string, body: object): Promise<CallView> {
    const answer = await fetch(new URL(path, this.#sandboxUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}: ${await answer.text()}`)
    this.view = (await answer.json()) as CallView
    return this.view
  }
}
