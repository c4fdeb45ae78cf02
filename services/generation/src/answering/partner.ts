import { languageName } from '@repartee/language'
import { asData, collect, DATA_RULE, ModelError } from '@repartee/llm'
import type { Logger } from '@repartee/telemetry'
import type { Context } from '../core/context.ts'
import { play, type Played } from '../core/practice/play.ts'
import type { Level } from '../core/route.ts'
import { partText } from '../core/words.ts'
import type { ModelLayer } from '../model-layer.ts'
import type { Answer } from './answer.ts'
import type { OpenTurn } from './open-turn.ts'

const LONGEST_TEXT = 1200
const MOST_MESSAGES = 8
const DEADLINE_MARGIN_MS = 1500

/**
 * The customer whom a trainee practises on. What they do, feel and score follows from the pack's rules; a model, where
 * there is one, only finds the words.
 */
export class Partner {
  constructor(
    private readonly layer: ModelLayer,
    private readonly log: Logger,
  ) {}

  /** Null in a session that is no practice. */
  async answer(open: OpenTurn, level: Level): Promise<Answer | null> {
    const played = play(open.context)
    if (played === null) return null
    const words = (parts: Played['said']) => parts.map((part) => partText(open.context, part)).join('\n')
    const scripted = words(played.said)
    const worded = await this.worded(open, played, scripted)
    const text = [words(played.before), worded?.text ?? scripted, words(played.after)]
      .filter((part) => part !== '')
      .join('\n')
    return {
      plan: played.plan,
      text,
      by: worded?.by ?? { provider: 'rules', level: level === 'full_ai' ? 'rules' : level },
      tools: [],
      checks: [],
      usage: worded?.usage ?? [],
      firstTokenMs: worded?.firstTokenMs ?? null,
    }
  }

  private async worded(open: OpenTurn, played: Played, scripted: string) {
    const model = this.layer.models.partner
    const { context, turn } = open
    if (model === null || played.plan.sidecar.length > 1) return null
    try {
      const request = {
        task: 'partner' as const,
        tier: 'fast' as const,
        instructions: instructionsOf(context, played),
        situation: `Your mood: ${played.state.mood.toFixed(2)} of 1. Now you do this: ${played.does}. What you mean, in other words: “${scripted}”`,
        messages: [...historyOf(context), { role: 'contact' as const, text: asData(turn.text.slice(0, LONGEST_TEXT)) }],
        maxOutputTokens: 160,
        about: {
          tenant: turn.tenant,
          session: turn.session,
          turn: turn.turn,
          channel: turn.address.channel,
          intent: context.detection.intent.name,
        },
        deadlineAt: Date.parse(turn.deadlineAt) - DEADLINE_MARGIN_MS,
      }
      const collected = await open.waitFor(collect(model, request, { signal: open.signal }))
      const text = collected.text.trim()
      if (text === '') return null
      const { usage, firstTokenMs, provider, model: name } = collected
      return { text, usage, firstTokenMs, by: { provider, model: name, level: 'full_ai' as const } }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      this.log.warn({ kind: error.kind, tenant: turn.tenant }, 'the practice partner speaks by rules')
      return null
    }
  }
}

/** The stable prefix: the same for all turns with one customer in one language. */
function instructionsOf({ detection }: Context, { description }: Played): string {
  return [
    'You play a customer in a sales training, and never step out of the part.',
    description,
    `Say in ${languageName(detection.language.code)}, in one to three short spoken sentences, what you are told to do, in your own words. Add no facts, no new objection and no advice. Do not say yes or goodbye unless told to.`,
    DATA_RULE,
  ].join('\n')
}

function historyOf({ turn }: Context) {
  return turn.snapshot.history
    .slice(-MOST_MESSAGES)
    .map(({ role, text }) =>
      role === 'contact'
        ? { role: 'contact' as const, text: asData(text.slice(0, LONGEST_TEXT)) }
        : { role: 'business' as const, text: text.slice(0, LONGEST_TEXT) },
    )
}
