import { message } from '@repartee/packs'
import type { Context } from '../context.ts'
import { say } from '../plan.ts'
import type { Part, Plan } from '../step.ts'
import { hear } from './hear.ts'
import { meaningOf } from './meaning.ts'
import { isOver, react } from './react.ts'
import { score } from './score.ts'
import { practiceOf, PRACTICE, stateBefore, type PracticeState } from './state.ts'

export interface Played {
  readonly plan: Plan
  /** What the customer says, without what frames it. */
  readonly said: readonly Part[]
  readonly before: readonly Part[]
  readonly after: readonly Part[]
  readonly does: string
  readonly description: string
  readonly state: PracticeState
}

/** The turn of a trainee, answered by the customer whom they practise on; null in a session that is no practice. */
export function play(context: Context): Played | null {
  const playing = practiceOf(context)
  if (playing === null) return null
  const { practice, persona } = playing
  const { pack, turn, detection } = context
  const language = detection.language.code
  const before = stateBefore(context, persona)
  const reaction = react(practice, persona, before, hear(pack, practice, turn.text, language))
  const ends = isOver(reaction.state.stage) && before.points === null
  const scored = ends ? score(practice, reaction.state) : null
  const state = scored ? { ...reaction.state, points: scored.points } : reaction.state
  const meaning = meaningOf(before, state)
  const intent = pack.intents.some((one) => one.name === meaning) ? meaning : detection.intent.name
  const name = persona.names[language]?.name ?? persona.id
  const about = message(pack, language, persona.about)
  const begins = before.turns === 0 ? [{ key: 'practice.begins', params: { persona: name, about } }] : []
  const after = scored ? [scorePart(context, scored)] : []
  const { plan } = say(context, [...begins, ...reaction.parts, ...after], {
    task: null,
    state: 'idle',
    pending: null,
    slots: turn.snapshot.slots,
    sidecar: [
      { kind: PRACTICE, data: { ...state } },
      ...(scored ? [{ kind: 'practice_score', data: { ...scored } }] : []),
    ],
  })
  return {
    plan: { ...plan, practice: { mood: state.mood, stage: state.stage, intent } },
    said: reaction.parts,
    before: begins,
    after,
    does: reaction.does,
    description: persona.description,
    state,
  }
}

function scorePart({ pack, detection }: Context, { points, criteria }: ReturnType<typeof score>): Part {
  const language = detection.language.code
  const lines = criteria.map((criterion) =>
    message(pack, language, 'practice.score_line', {
      label: message(pack, language, criterion.label),
      points: criterion.points,
      of: criterion.of,
    }),
  )
  return { key: 'practice.score', params: { points, list: lines.join('\n') } }
}
