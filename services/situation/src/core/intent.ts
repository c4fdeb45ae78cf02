import type { Detection, DialogueAct } from '@repartee/contracts'
import type { Pack, PhraseMatch, Task } from '@repartee/packs'
import { examplesOf } from './examples.ts'
import type { Reading } from './reading.ts'
import { taskOf } from './task.ts'
import { says } from './words.ts'

type Intent = Detection['intent']

/** Said beside everything else; they are the intent only when nothing else is. */
const SOCIAL = new Set(['greeting', 'thanks', 'goodbye'])
/** Questions that the calendar answers; asked beside a request they are the intent, and the request is the task. */
const OF_THE_CALENDAR = new Set(['price_inquiry', 'duration_inquiry'])
/** Their examples say nothing where nothing was asked. */
const NEVER_NEAR = new Set(['affirm', 'deny', 'inform', 'closing_signal', 'greeting', 'thanks', 'goodbye'])
const NEAR_ENOUGH = 0.55
const UNKNOWN: Intent = { name: 'other', confidence: 0.3 }

/** What the contact wants: by triggers, by what was asked, by the nearest example. */
export function intentOf(
  reading: Reading,
  acts: readonly DialogueAct[],
  {
    task,
    competing,
    facts,
    asksHuman,
  }: { task: Task | null; competing: Task | null; facts: Detection['facts']; asksHuman: boolean },
): Intent {
  const isCompeting = competing !== null
  const { pack, intents, refusal, asked } = reading
  const handoff = asksHuman ? pack.intents.find(({ name }) => taskOf(pack, name)?.kind === 'handoff') : undefined
  if (handoff) return { name: handoff.name, confidence: 0.95 }
  const isWanted = ({ start, end }: PhraseMatch) => !(refusal && start < refusal.end && refusal.start < end)
  const triggered = intents.filter((match) => isWanted(match) || taskOf(pack, match.id)?.kind === 'cancel')
  const serious = triggered.filter(({ id }) => !SOCIAL.has(id))
  const best = bestOf(pack, serious)
  // "Can we move it to Wednesday" is part of the booking that is being made.
  const isOther = best && task && !isCompeting && isTaskIntent(pack, best.id) && taskOf(pack, best.id) !== task
  if (isOther) return { name: intentFor(pack, task), confidence: 0.8 }
  if (best) return { name: best.id, confidence: Math.min(0.95, 0.75 + 0.08 * (best.words - 1)) }
  if (acts.includes('affirm')) return { name: known(pack, 'affirm'), confidence: 0.9 }
  if (acts.includes('negate') && !acts.includes('inform')) return { name: known(pack, 'deny'), confidence: 0.9 }
  if (task && isAnyTime(reading)) return { name: known(pack, 'ask_availability'), confidence: 0.85 }
  if (task && isPartOf(acts, asked)) return { name: intentFor(pack, task), confidence: 0.8 }
  const social = triggered[0]?.id ?? courtesyOf(acts)
  const isBrief = reading.text.split(/\s+/u).length <= BRIEF_WORDS
  if (social !== undefined && isBrief) return { name: known(pack, social), confidence: 0.9 }
  const [fact] = facts
  const near = nearest(reading)
  if (near && near.name !== 'other' && near.confidence >= (fact?.score ?? 0)) return near
  if (fact) return { name: known(pack, 'question'), confidence: fact.score }
  const isBeside = acts.includes('request') || acts.includes('inform')
  if (social !== undefined && !isBeside) return { name: known(pack, social), confidence: 0.85 }
  if (task) return { name: intentFor(pack, task), confidence: 0.7 }
  if (near) return near
  // An answer to what we asked, and nothing else.
  const isInform = acts.includes('inform') && known(pack, 'inform') !== UNKNOWN.name
  return isInform ? { name: 'inform', confidence: 0.8 } : UNKNOWN
}

const COURTESY: readonly (readonly [DialogueAct, string])[] = [
  ['goodbye', 'goodbye'],
  ['thank', 'thanks'],
  ['greet', 'greeting'],
]

/** "As soon as possible", "any day": in answer to our question for one, free times are wanted. */
function isAnyTime({ pack, asked, text }: Reading): boolean {
  const type = pack.slots.find(({ name }) => name === asked)?.type
  return (type === 'date' || type === 'time') && says(text, 'anyTime')
}

const courtesyOf = (acts: readonly DialogueAct[]) => COURTESY.find(([act]) => acts.includes(act))?.[1]
const BRIEF_WORDS = 4

const isTaskIntent = (pack: Pack, name: string) => taskOf(pack, name) !== null

/** A question to the calendar first, then what starts a task, then the longest trigger. */
function bestOf(pack: Pack, matches: readonly PhraseMatch[]): PhraseMatch | undefined {
  const ofTask = matches.find(({ id }) => taskOf(pack, id) !== null)
  const question = matches.find(({ id }) => OF_THE_CALENDAR.has(id))
  if (question) return question
  const [longest] = matches
  if (!ofTask || !longest) return longest
  // "Do you have a slot" asks for a time and not for what we offer; "I waited an hour, book me another" complains.
  const isOther = taskOf(pack, longest.id) === null && longest.words > ofTask.words + 1
  const isApart = longest.end <= ofTask.start || longest.start >= ofTask.end
  return isOther && isApart ? longest : ofTask
}

const isPartOf = (acts: readonly DialogueAct[], asked: string | null) =>
  PARTS.some((act) => acts.includes(act)) || (asked !== null && acts.length === 0)
const PARTS: readonly DialogueAct[] = ['inform', 'select', 'correct', 'request_alternatives']

/** The intent that starts the task: the first, where there are several. */
const intentFor = (pack: Pack, task: Task) => pack.intents.find((intent) => intent.task === task.name)?.name ?? 'other'

const known = (pack: Pack, name: string) => (pack.intents.some((intent) => intent.name === name) ? name : 'other')

function nearest({ pack, text, languages }: Reading): Intent | null {
  const { intents } = examplesOf(pack)
  for (const language of languages) {
    const best = intents.find(text, language).find(({ id }) => !NEVER_NEAR.has(id))
    if (best && best.score >= NEAR_ENOUGH) return { name: best.id, confidence: Math.min(0.95, 0.3 + best.score * 0.65) }
  }
  return null
}
