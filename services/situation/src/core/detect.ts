import type { Captured, Detection, TurnReceived } from '@repartee/contracts'
import { asksForHuman, asksIfBot } from '@repartee/language'
import { findRedFlag, type Pack } from '@repartee/packs'
import { actsOf } from './acts.ts'
import { answerOf } from './answer.ts'
import { isGuess, RELEVANT, type Hint } from './by-model/hint.ts'
import { factsOf } from './facts.ts'
import { frustrationAfter } from './frustration.ts'
import { intentOf } from './intent.ts'
import { complexityOf, urgencyOf } from './mood.ts'
import { read, type Reading } from './reading.ts'
import { relevanceOf } from './relevance.ts'
import { situationOf } from './situations.ts'
import { decisiveAct, next } from './state.ts'
import { taskAfter, taskNamed, taskOf, type TaskAfter } from './task.ts'

/**
 * What is going on in a turn, by rules; the first pass knows the old slots alone, the second what capture found too. A
 * hint counts where the rules are not sure: its intent goes the way of one that was said.
 */
export function detect(
  turn: TurnReceived,
  pack: Pack,
  captured: Captured | null = null,
  hint: Hint | null = null,
): Detection {
  const { snapshot } = turn
  const reading = withIntent(read(turn, pack, captured), hint)
  const redFlag = findRedFlag(pack, turn.text)
  const asksHuman = wantsHuman(reading)
  const facts = redFlag === null ? factsOf(reading) : []
  const after = taskAfter(reading, facts.length > 0)
  const acts = actsOf(reading, {
    answer: answerOf(reading),
    asksHuman,
    isAnswerable: facts.length > 0,
    competes: after.competing !== null,
    replaces: after.begins && isUnderWay(pack, snapshot.task) && snapshot.pending?.kind !== 'choose_task',
    begun: after.begins ? (after.task?.name ?? null) : null,
  })
  const intent = intentOf(reading, acts, { ...after, facts, asksHuman })
  const frustration = frustrationAfter(reading, asksHuman)
  const { text, languages, slots } = reading
  const byRules = situationOf({
    pack,
    text,
    languages,
    intent: intent.name,
    acts,
    state: snapshot.state,
    frustration,
    slots,
  })
  const situation = byRules === OTHER ? (situationNamed(pack, hint?.situation) ?? byRules) : byRules
  const pending = relevanceOf(reading, after, acts, facts.length > 0)
  return {
    situation,
    confidence: redFlag || asksHuman ? 0.95 : intent.confidence,
    intent,
    acts,
    task: after.task?.name ?? null,
    competingTask: after.competing?.name ?? null,
    state: stateAfter(turn, acts, after, missingOf(after, slots)),
    frustration,
    language: reading.language,
    urgency: urgencyOf(reading, { redFlag, frustration, asksHuman, hasTask: after.task !== null }),
    complexity: complexityOf(reading),
    pending: hint?.relevance && isGuess(pending) ? judged(hint.relevance) : pending,
    facts,
    redFlag: redFlag && { id: redFlag.id, quote: redFlag.quote },
    asksHuman,
    asksIfBot:
      reading.languages.some((language) => asksIfBot(reading.text, language)) || isTriggered(reading, 'ask_if_bot'),
    by: hint === null ? 'rules' : 'model',
  }
}

const OTHER = 'other'

const judged = (relevance: NonNullable<Hint['relevance']>) => ({
  ...relevance,
  relevant: relevance.confidence >= RELEVANT,
})

const situationNamed = (pack: Pack, name: string | null | undefined) =>
  pack.situations.find((situation) => situation.name === name)?.name

/** What a hint says stands beside what the words say, where they say nothing of their own. */
function withIntent(reading: Reading, hint: Hint | null): Reading {
  const { pack, intents, text, language } = reading
  const name = hint?.intent?.name
  const isKnown = pack.intents.some((intent) => intent.name === name)
  if (name === undefined || name === OTHER || !isKnown || intents.length > 0) return reading
  const match = { id: name, language: language.code, phrase: '', quote: text, start: 0, end: text.length, words: 1 }
  return { ...reading, intents: [match] }
}

const isUnderWay = (pack: Pack, task: string | null) => {
  const kind = taskNamed(pack, task)?.kind
  return kind !== undefined && kind !== 'inquire'
}

/** "A person please": by the words that every business honours, or the pack's. */
function wantsHuman(reading: Reading): boolean {
  const { text, languages, intents, refusal, pack } = reading
  if (refusal) return false
  const isHandoff = intents.some(({ id }) => taskOf(pack, id)?.kind === 'handoff')
  return (
    (isHandoff || languages.some((language) => asksForHuman(text, language))) && !isTriggered(reading, 'ask_if_bot')
  )
}

const isTriggered = ({ intents }: Reading, name: string) => intents.some(({ id }) => id === name)

/** What the task still needs, in the pack's order. */
export function missingOf({ task }: Pick<TaskAfter, 'task'>, slots: Reading['slots']): string[] {
  return (task?.slots ?? []).filter(({ slot, optional }) => !optional && !(slot in slots)).map(({ slot }) => slot)
}

export function stateAfter(
  { snapshot }: TurnReceived,
  acts: Detection['acts'],
  after: Pick<TaskAfter, 'task' | 'begins' | 'givenUp'>,
  missing: readonly string[],
): Detection['state'] {
  if (after.givenUp && after.task === null) return 'idle'
  const { task, begins } = after
  return next({
    state: snapshot.state,
    act: decisiveAct(acts, task !== null),
    task: task?.kind ?? null,
    begins,
    missing,
  }).state
}
