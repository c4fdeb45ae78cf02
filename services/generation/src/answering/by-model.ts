import type { Usage } from '@repartee/contracts'
import { ModelError, type Model, type ModelMessage, type ModelRequest } from '@repartee/llm'
import { faultOf, checksOf, type Fault } from '../core/checks/faults.ts'
import { conversationOf } from '../core/prompt/conversation.ts'
import { asData } from '../core/prompt/data.ts'
import { instructionsOf } from '../core/prompt/instructions.ts'
import { situationOf, type Memory } from '../core/prompt/situation.ts'
import { REPAIR } from '../core/prompt/texts.ts'
import type { Level } from '../core/route.ts'
import { tierOf, type Tier } from '../core/tier.ts'
import { toolsOf } from '../core/tools/definitions.ts'
import { owed } from '../core/tools/owed.ts'
import { settle } from '../core/tools/plan.ts'
import { offeredTools } from '../core/tools/policy.ts'
import type { Plan } from '../core/step.ts'
import { wordsOf } from '../core/words.ts'
import { opening } from '../core/social.ts'
import type { Speech } from '../speech.ts'
import type { Answer } from './answer.ts'
import { NoAnswer, rememberedOf } from './no-answer.ts'
import type { LookTools } from './look-tools.ts'
import type { ModelTools, ToolRecord } from './model-tools.ts'
import type { OpenTurn } from './open-turn.ts'
import { readStep, type SaidStep } from './read-step.ts'

/** Rules need so much of a turn's time at most, and never more than a quarter of it. */
const KEPT_FOR_RULES_MS = 3000
/** A repair is not begun with less than that left. */
const SHORTEST_REPAIR_MS = 1500
const MOST_TOKENS = 400

export interface ModelRun {
  readonly model: Model
  readonly level: Level
  readonly speech: Speech
  /** What a reply may name times and prices from; grows with what tools tell. */
  readonly sources: string[]
  readonly memory: readonly Memory[]
}

/** Answers with a model: it words and calls tools; what binds is decided and said by the engine. */
export class ByModel {
  constructor(
    private readonly tools: ModelTools,
    private readonly lookTools: LookTools,
  ) {}

  /** Throws NoAnswer when rules must answer instead, Superseded when nobody may. */
  async answer(open: OpenTurn, run: ModelRun): Promise<Answer> {
    const conversation = new Conversation(open, run, this.tools, this.lookTools)
    try {
      return await conversation.toItsEnd()
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      return await conversation.cutShort(error)
    }
  }
}

/** One turn's talk with a model. */
class Conversation {
  private readonly record: ToolRecord = { done: [], uses: [] }
  private readonly usage: Usage[] = []
  private readonly faults: Fault[] = []
  private readonly messages: ModelMessage[]
  private readonly situation: string
  private readonly tier: Tier
  private firstTokenMs: number | null = null
  private speaker: Pick<SaidStep, 'provider' | 'model' | 'arms'> = { provider: '', model: '' }

  constructor(
    private readonly open: OpenTurn,
    private readonly run: ModelRun,
    private readonly tools: ModelTools,
    private readonly lookTools: LookTools,
  ) {
    const { context } = open
    this.tier = tierOf(context, run.level)
    this.messages = conversationOf(context)
    this.situation = situationOf(context, run.memory)
    run.sources.push(
      this.situation,
      ...this.messages.map(({ role, ...message }) => ('text' in message ? message.text : role)),
    )
  }

  async toItsEnd(): Promise<Answer> {
    const { context } = this.open
    const text = await this.talk()
    const passed = await this.run.speech.settled()
    const { plan, isWorded } = settle(context, this.record.done)
    if (isWorded) return this.worded(plan)
    if (owed(context, this.record.done)) throw this.noAnswer('left_undone')
    const said = await this.checked(text, passed)
    // Where contacts have seen the opening with it, the words are not the model's alone.
    const isAlone = this.run.speech.shown === '' || opening(context).length === 0
    return { ...this.answered(plan, said), ...(isAlone ? { said } : {}) }
  }

  /** The model failed, or the contact spoke: whole sentences that were shown stand as they are; else it gave no answer. */
  async cutShort(error: ModelError): Promise<Answer> {
    this.usage.push(...error.usage)
    if (this.open.isShutDown) throw error
    await this.run.speech.settled()
    const { shown } = this.run.speech
    const { plan, isWorded } = settle(this.open.context, this.record.done)
    if (isWorded) return this.worded(plan)
    if (shown === '') throw this.open.signal.aborted ? error : this.noAnswer(error.kind, error)
    return this.answered(plan, shown)
  }

  /** Step by step until the model only speaks, or a tool made something binding that the engine words. */
  private async talk(): Promise<string> {
    const { context } = this.open
    const { toolSteps } = context.pack.limits
    for (;;) {
      const mayCall = this.record.uses.length < toolSteps
      const said = await this.step(mayCall)
      if (said.calls.length === 0) return said.text
      if (!mayCall) throw this.noAnswer('too_many_steps')
      this.messages.push({ role: 'business', text: said.text, toolCalls: said.calls })
      for (const call of said.calls) {
        const looked = await this.lookTools.run(this.open, call, this.record)
        const result = looked ?? (await this.tools.run(this.open, call, this.record))
        this.run.sources.push(result)
        this.messages.push({ role: 'tool', call: call.id, tool: call.tool, result })
      }
      // What it said beside the calls was about them, and is no answer.
      this.run.speech.restart()
      if (settle(context, this.record.done).isWorded) return ''
    }
  }

  private async step(mayCall: boolean, note = ''): Promise<SaidStep> {
    const { context } = this.open
    const lookUps = mayCall ? await this.lookTools.offered(context) : []
    const tools = mayCall ? [...offeredTools(context, toolsOf(context.pack)), ...lookUps] : []
    const request = { ...this.request(note), ...(tools.length > 0 ? { tools } : {}) }
    const said = await this.open.waitFor(readStep(this.run.model, request, this.run.speech, this.open.signal))
    this.usage.push(...said.usage)
    this.speaker = said
    this.firstTokenMs ??= said.firstTokenAt === null ? null : said.firstTokenAt - this.open.startedAt
    return said
  }

  private request(note: string): ModelRequest {
    const { context, turn } = this.open
    const { tenant, session, address, snapshot } = turn
    return {
      task: 'generate',
      tier: this.tier,
      instructions: instructionsOf(context),
      situation: note === '' ? this.situation : `${this.situation}\n${note}`,
      messages: this.messages,
      maxOutputTokens: MOST_TOKENS,
      about: {
        tenant,
        session,
        turn: turn.turn,
        channel: address.channel,
        intent: context.detection.intent.name,
        arms: snapshot.arms,
      },
      deadlineAt: modelDeadline(turn),
      ...(this.run.speech.shown === '' ? {} : { shown: this.run.speech.shown }),
    }
  }

  /** The text when it is without fault; else a second try's; throws when that has a fault too, or there is no time for it. */
  private async checked(text: string, passed: boolean): Promise<string> {
    const { speech } = this.run
    if (speech.shown !== '') {
      // Contacts have it: each sentence passed before it left, and what did not pass is not said.
      if (!passed) this.faults.push({ check: 'sentence', repair: '' })
      return speech.shown
    }
    const fault = this.faultIn(text)
    if (fault === null && passed) return text
    if (modelDeadline(this.open.turn) - Date.now() < SHORTEST_REPAIR_MS) throw this.noAnswer('no_time_to_repair')
    speech.restart()
    const again = await this.step(false, [REPAIR.draft, fault?.repair ?? '', asData(text)].join('\n'))
    if (again.calls.length > 0) throw this.noAnswer('too_many_steps')
    await speech.settled()
    const { context } = this.open
    if (speech.shown !== '') return speech.shown
    const left = this.faultIn(again.text)
    const isForThePack = context.pack.replyChecks.some(({ name }) => name === left?.check)
    // The pack's own checks have a safe message of their own.
    if (left !== null && !isForThePack) throw this.noAnswer(`check_${left.check}`)
    return again.text
  }

  private faultIn(text: string): Fault | null {
    const fault =
      text.trim() === '' ? { check: 'empty', repair: '' } : faultOf(this.open.context, text, this.run.sources)
    if (fault) this.faults.push(fault)
    return fault
  }

  private worded(plan: Plan): Answer {
    const { context } = this.open
    const { shown } = this.run.speech
    const first = shown === '' ? opening(context) : [{ text: shown }]
    const whole = { ...plan, parts: [...first, ...plan.parts] }
    return this.finished(whole, wordsOf(context, whole))
  }

  private answered(plan: Plan, text: string): Answer {
    const { context } = this.open
    const first = this.run.speech.shown === '' ? opening(context) : []
    const whole = { ...plan, parts: [...first, { text: text.trim() }] }
    return this.finished(whole, wordsOf(context, whole))
  }

  private finished(plan: Plan, text: string): Answer {
    const { provider, model, arms } = this.speaker
    return {
      plan,
      text,
      by: { provider: provider || this.run.model.name, model, tier: this.tier, level: this.run.level },
      tools: this.record.uses,
      remembered: rememberedOf(this.record),
      checks: checksOf(this.faults),
      usage: this.usage,
      firstTokenMs: this.firstTokenMs,
      ...(arms ? { arms } : {}),
    }
  }

  private noAnswer(reason: string, cause?: unknown): NoAnswer {
    return new NoAnswer(reason, this.record, this.usage, this.faults, { cause })
  }
}

/** Until when a model may work on a turn: the rules must still be able to answer it then. */
export function modelDeadline({ deadlineAt, openedAt }: { deadlineAt: string; openedAt: string }): number {
  const wholeMs = Date.parse(deadlineAt) - Date.parse(openedAt)
  return Date.parse(deadlineAt) - Math.min(KEPT_FOR_RULES_MS, wholeMs / 4)
}
