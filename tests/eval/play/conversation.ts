// A conversation through understanding and deciding as the services do them, without a bus, a store or a model.
import type {
  Captured,
  Channel,
  Decision,
  Detection,
  LanguageCode,
  ReconcileReason,
  SessionValue,
} from '@repartee/contracts'
import { selectPrinciple, type Pack } from '@repartee/packs'
import { close, messageIdOf, open, sessionIdOf, turnReceivedOf } from '@repartee/session'
import { mergeSlots, type Context } from '../../../services/generation/src/core/context.ts'
import { decide } from '../../../services/generation/src/core/decide.ts'
import { checkReply } from '../../../services/generation/src/core/checks.ts'
import { keptReplyOf, toolUse } from '../../../services/generation/src/core/kept-reply.ts'
import type { Ask, Plan, ToolResult } from '../../../services/generation/src/core/step.ts'
import { wordsOf } from '../../../services/generation/src/core/words.ts'
import { understand } from '../understand.ts'
import { PaperCalendar } from './calendar.ts'

const MINUTE_MS = 60_000
const DEADLINE_MS = 15_000
const BY_RULES = { by: { provider: 'rules', level: 'rules' }, cache: 'off', firstTokenMs: null } as const

export interface Setting {
  readonly pack: Pack
  /** The instant of the first message. */
  readonly at: string
  readonly timeZone: string
  readonly region: string
  readonly defaultLanguage: LanguageCode
  readonly channel?: Channel
  readonly contact?: { readonly name?: string; readonly phone?: string }
}

/** What became of one message. */
export interface Turned {
  readonly text: string
  readonly captured: Captured
  readonly detection: Detection
  readonly reconcile: ReconcileReason
  readonly plan: Plan
  readonly tools: readonly string[]
}

/** One contact and what was said so far. A message comes each minute. */
export class Conversation {
  readonly calendar: PaperCalendar
  /** What went into the journal, oldest first. */
  readonly decisions: Decision[] = []
  readonly #setting: Setting
  #session: SessionValue | null = null
  #now: number
  #count = 0

  constructor(setting: Setting) {
    this.#setting = setting
    this.#now = Date.parse(setting.at)
    this.calendar = new PaperCalendar(setting.pack, setting.timeZone)
  }

  get session(): SessionValue {
    if (this.#session === null) throw new Error('nothing was said yet')
    return this.#session
  }

  /** Says something; the reply is what the services would have sent. */
  say(text: string): Turned {
    return this.#turn({ kind: 'text', text })
  }

  /** Taps the choice whose id begins so. Throws where none of the kind was offered. */
  choose(beginning: string): Turned {
    const offered = this.session.replies.at(-1)?.reply.choices ?? []
    const choice = offered.find(({ id }) => id.startsWith(beginning))
    if (!choice) throw new Error(`no choice ${beginning} was offered, but: ${offered.map(({ id }) => id).join(' | ')}`)
    return this.#turn({ kind: 'choice', text: choice.title, choice })
  }

  #turn(said: { kind: 'text' | 'choice'; text: string; choice?: { id: string; title: string } }): Turned {
    const { pack } = this.#setting
    const opened = this.#open(said)
    const turn = turnReceivedOf(opened.session, opened.turn, this.#count)
    const { captured, detection, reconcile } = understand(turn, pack)
    const slots = mergeSlots(turn.snapshot.slots, captured)
    const { principles, resistance } = turn.snapshot
    const question = {
      situation: detection.situation,
      slots: Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value])),
      principles,
      resistance,
    }
    const { principle } = selectPrinciple(pack, question)
    const now = new Date(this.#now).toISOString()
    const context: Context = { pack, turn, captured, detection, slots, principle, now }
    const results: ToolResult[] = []
    const plan = this.#plan(context, results)
    const { text, checks } = checkReply(context, wordsOf(context, plan), plan.state)
    const understood = { ...turn, turnReceived: turn, captured, detection, reconcile }
    const tools = results.map((result) => toolUse(result, 0))
    const reply = keptReplyOf({ ...BY_RULES, context, understood, plan, text, checks, tools, steps: {}, now })
    const resisted = detection.acts.includes('negate') || detection.situation.includes('objection')
    const { state, task, pending } = plan
    const after = {
      language: detection.language.code,
      slots: plan.slots,
      state,
      task,
      pending,
      frustration: detection.frustration,
      principle,
      resistance: resisted ? resistance + 1 : 0,
    }
    const closed = close(opened.session, { turn: turn.turn, reply, after, now })
    if (closed.do !== 'close') throw new Error(`the turn was not closed but ${closed.do}`)
    this.#session = closed.session
    if (plan.decision) this.decisions.push(plan.decision)
    return { text: reply.reply.text, captured, detection, reconcile, plan, tools: tools.map(({ tool }) => tool) }
  }

  #open({ kind, text, choice }: { kind: 'text' | 'choice'; text: string; choice?: { id: string; title: string } }) {
    const { pack, timeZone, region, defaultLanguage, channel = 'whatsapp', contact = {} } = this.#setting
    this.#count += 1
    this.#now += MINUTE_MS
    const at = new Date(this.#now).toISOString()
    const providerId = `m${this.#count}`
    const address = { channel, provider: 'meta', account: '1', contact: '2', contactKind: 'phone' } as const
    const opened = open(this.#session, {
      tenant: 'played',
      session: sessionIdOf('played', 'played', address),
      instance: 'played',
      settings: { businessName: 'Played', pack: pack.name, timeZone, region, defaultLanguage },
      address,
      contact,
      message: {
        id: messageIdOf('played', channel, '1', providerId),
        providerId,
        at,
        kind,
        text,
        ...(choice ? { choice } : {}),
      },
      sequence: this.#count,
      receivedAt: at,
      now: at,
      deadlineMs: DEADLINE_MS,
      conversationGapHours: pack.limits.conversationHours,
      rememberedSlots: pack.slots.filter(({ remember }) => remember).map(({ name }) => name),
    })
    if (opened.do !== 'open') throw new Error(`a message opened no turn but: ${opened.do}`)
    return opened
  }

  #plan(context: Context, results: ToolResult[]): Plan {
    for (;;) {
      const step = decide(context, results)
      if (step.do === 'say') return step.plan
      if (results.length >= context.pack.limits.toolSteps) throw new Error(`too many tools, the last was ${step.tool}`)
      results.push(this.#answer(step, context.now))
    }
  }

  #answer(step: Ask, now: string): ToolResult {
    if (step.tool !== 'journal.find') return this.calendar.answer(step, now)
    const { instrument, from, to, limit } = step.request
    const decisions = this.decisions.filter(
      (one) =>
        (instrument === null || one.instrument === instrument) &&
        (from === null || one.decidedAt >= from) &&
        (to === null || one.decidedAt < to),
    )
    return { tool: step.tool, answer: { decisions: decisions.toReversed().slice(0, limit) } }
  }
}
