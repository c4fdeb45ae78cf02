import type { Practice, PracticePersona, PracticeStage } from '@repartee/packs'
import type { Part } from '../step.ts'
import type { Heard } from './hear.ts'
import type { PracticeState } from './state.ts'

const ASKED = 0.05
const ASKED_AGAIN = -0.06
const TOO_EARLY = -0.06
const MET = 0.14
const NOT_MET = -0.05
const WORSE = -0.12
const LEAVES_AT = 0.15
const COOL_BELOW = 0.35
const FELT = 0.08
/** A move moves the mood the first times only. */
const TIMES_FELT = 3
/** The customer speaks up by itself after so many answers. */
const ANSWERS_BEFORE_OBJECTION = 2
const TOPICS_BEFORE_YES = 2

export interface Reaction {
  readonly state: PracticeState
  readonly parts: readonly Part[]
  /** What the customer does, for a model that words it. */
  readonly does: string
}

type Objection = Practice['objections'][number]

/** What the customer says to a trainee's words, and how they feel after it. Pure: the same words on the same state give the same. */
export function react(practice: Practice, persona: PracticePersona, before: PracticeState, heard: Heard): Reaction {
  if (before.points !== null)
    return { state: before, parts: [{ key: 'practice.is_over' }], does: 'says that it is over' }
  const { state, repeats, isEarly, met, worse } = felt(practice, before, heard)
  const reaction = answer(practice, persona, before, heard, { state, repeats, isEarly, met, worse })
  const change = reaction.state.mood - before.mood
  const tone = change >= FELT ? 'practice.warmer' : change <= -FELT ? 'practice.cooler' : null
  const parts = tone !== null && !isOver(reaction.state.stage) ? [{ key: tone }, ...reaction.parts] : reaction.parts
  return { ...reaction, parts }
}

export const isOver = (stage: PracticeStage) => stage === 'won' || stage === 'lost'

interface Felt {
  readonly state: PracticeState
  /** All that was asked was answered before. */
  readonly repeats: boolean
  readonly isEarly: boolean
  readonly met: Objection | null
  readonly worse: boolean
}

function felt(practice: Practice, before: PracticeState, { topics, moves }: Heard): Felt {
  const declared = practice.moves.filter(({ id }) => moves.includes(id))
  const fresh = topics.filter((topic) => !before.asked.includes(topic))
  const repeats = topics.length > 0 && fresh.length === 0
  const isEarly = declared.some(({ pitches }) => pitches) && before.asked.length + fresh.length === 0
  const open = practice.objections.find(({ id }) => id === before.open?.objection) ?? null
  const worse = open !== null && open.worse.some((id) => moves.includes(id))
  const met = open !== null && !worse && open.by.some((id) => moves.includes(id)) ? open : null
  const change =
    declared.reduce((sum, { id, mood }) => sum + ((before.moves[id] ?? 0) < TIMES_FELT ? mood : 0), 0) +
    fresh.length * ASKED +
    (repeats ? ASKED_AGAIN : 0) +
    (isEarly ? TOO_EARLY : 0) +
    (open === null ? 0 : worse ? WORSE : met ? MET : NOT_MET)
  return {
    repeats,
    isEarly,
    met,
    worse,
    state: {
      ...before,
      turns: before.turns + 1,
      mood: Math.round(Math.min(1, Math.max(0, before.mood + change)) * 100) / 100,
      asked: [...before.asked, ...fresh],
      moves: { ...before.moves, ...Object.fromEntries(moves.map((id) => [id, (before.moves[id] ?? 0) + 1])) },
      met: met ? [...before.met, met.id] : before.met,
      open: met ? null : before.open,
    },
  }
}

function answer(
  practice: Practice,
  persona: PracticePersona,
  before: PracticeState,
  heard: Heard,
  { state, repeats, isEarly, met }: Felt,
): Reaction {
  const declared = practice.moves.filter(({ id }) => heard.moves.includes(id))
  const end = (stage: 'won' | 'lost', key: string, does: string): Reaction => ({
    state: { ...state, stage, open: null },
    parts: [{ key }],
    does,
  })
  if (declared.some(({ offends }) => offends) || state.mood <= LEAVES_AT)
    return end('lost', 'practice.leaves', 'has had enough and leaves')
  if (heard.isEnd) return end('lost', 'practice.ends', 'accepts that the conversation ends')

  const open = practice.objections.find(({ id }) => id === state.open?.objection)
  const waiting = persona.objections.filter((id) => !state.met.includes(id) && id !== open?.id)
  const closes = declared.some((move) => move.closes)
  const isReady = open === undefined && state.asked.length >= TOPICS_BEFORE_YES && state.mood >= persona.yesFrom
  if (closes && isReady && waiting.length === 0) return end('won', 'practice.yes', 'says yes to the next step')
  if (state.turns >= persona.patience) return end('lost', 'practice.no_time', 'has no more time and leaves politely')

  const told = [
    ...(met ? [{ part: { key: met.met }, does: `accepts the answer about ${met.id}` }] : []),
    ...toTopics(persona, heard, repeats, before),
  ]
  const next = open ?? due(practice, state, heard, waiting, { closes })
  if (next) {
    const times = state.open?.objection === next.id ? state.open.times + 1 : 1
    const raised = [...new Set([...state.raised, next.id])]
    return {
      state: { ...state, raised, open: { objection: next.id, times }, stage: 'objection' },
      parts: [...told.map(({ part }) => part), { key: next.say, variant: times - 1 }],
      does: [...told.map(({ does }) => does), `objects: ${next.id}`].join(', then '),
    }
  }
  const stage = stageOf(persona, state)
  if (told.length > 0)
    return {
      state: { ...state, stage },
      parts: told.map(({ part }) => part),
      does: told.map(({ does }) => does).join(', then '),
    }
  const small = toNothing(before, state, { isEarly, closes, declared: declared.length })
  return { state: { ...state, stage }, parts: [{ key: small.key, variant: before.turns }], does: small.does }
}

function toTopics(persona: PracticePersona, { topics }: Heard, repeats: boolean, before: PracticeState) {
  if (repeats) return [{ part: { key: 'practice.said_already' }, does: 'says that they have answered that already' }]
  return topics
    .filter((topic) => !before.asked.includes(topic))
    .slice(0, 2)
    .map((topic) => ({ part: { key: persona.answers[topic] ?? 'practice.neutral' }, does: `answers about ${topic}` }))
}

/** The objection that comes up now: one that a move calls for, the next when the trainee closes, or by itself after some answers. */
function due(
  practice: Practice,
  state: PracticeState,
  { moves }: Heard,
  waiting: readonly string[],
  { closes }: { closes: boolean },
): Objection | undefined {
  const objections = practice.objections.filter(({ id }) => waiting.includes(id))
  const called = objections.find(({ after }) => after.some((id) => moves.includes(id)))
  const first = objections.find(({ id }) => id === waiting[0])
  const isTime = state.asked.length >= ANSWERS_BEFORE_OBJECTION * (state.met.length + 1)
  return called ?? (closes || isTime ? first : undefined)
}

function stageOf(persona: PracticePersona, { asked, met }: PracticeState): PracticeStage {
  if (met.length >= persona.objections.length) return 'decision'
  if (met.length > 0) return 'evaluation'
  return asked.length > 0 ? 'discovery' : 'opening'
}

function toNothing(
  before: PracticeState,
  { mood }: PracticeState,
  so: { isEarly: boolean; closes: boolean; declared: number },
) {
  if (so.closes) return { key: 'practice.not_yet', does: 'is not convinced yet' }
  if (so.isEarly) return { key: 'practice.too_early', does: 'is put off by a pitch before any question' }
  if (before.turns === 0) return { key: 'practice.hello', does: 'greets back' }
  if (mood < COOL_BELOW) return { key: 'practice.cool', does: 'answers curtly' }
  return so.declared > 0
    ? { key: 'practice.interested', does: 'listens with interest' }
    : { key: 'practice.neutral', does: 'waits for something to answer' }
}
