import {
  asksAlternatives,
  asksQuestion,
  findNamed,
  findPick,
  normalize,
  readYesNo,
  takesProposal,
} from '@repartee/language'
import { packPhrases, type Slot } from '@repartee/packs'
import { parameters } from './choice.ts'
import { together, type Findings, type Found, type Heard, type Span } from './heard.ts'

/** Places, companies and people by the name that is said: one that we just offered, or what stands after the slot's cues. */
export function readNamed(heard: Heard, others: readonly Span[]): Findings {
  const slots = heard.pack.slots.filter(({ type }) => type === 'named')
  if (slots.length === 0) return together()
  const kinds = packPhrases(heard.pack).choices.match(heard.text)
  const found: Found[] = []
  for (const slot of inOrder(heard, slots)) {
    const one = offered(heard, slot) ?? named(heard, slot, { kinds, taken: [...others, ...found] })
    if (one) found.push(one)
  }
  return { found, dropped: [], problems: [] }
}

/**
 * What was asked for first, then what the task needs, last what was just offered: "try Danville" is a city where one is
 * looked for, or where somebody in another city was offered.
 */
function inOrder(heard: Heard, slots: readonly Slot[]): Slot[] {
  const { asked, pack, task } = heard
  const needed = pack.tasks.find(({ name }) => name === task)?.slots ?? []
  const rank = (slot: Slot) => {
    if (offers(heard, slot).length > 0) return -1
    if (slot.name === asked?.name) return 2
    return needed.some(({ slot: name }) => name === slot.name) ? 1 : 0
  }
  return slots.toSorted((a, b) => rank(b) - rank(a))
}

/** What our last reply offered for the slot: by its name, its place in the list, or words that take the only one. */
function offered(heard: Heard, slot: Slot): Found | undefined {
  const values = offers(heard, slot)
  if (values.length === 0) return undefined
  const words = ` ${normalize(heard.text)} `
  const byName = values.find(({ title }) => words.includes(` ${normalize(title)} `))
  const taken = byName ?? values[placeOf(heard, values.length)]
  if (!taken) return undefined
  return { slot: slot.name, value: taken.value, ...wholeOf(heard.text), confidence: 0.9, by: 'choice' }
}

function offers({ turn }: Heard, slot: Slot): { value: string; title: string }[] {
  return (turn.snapshot.replies.at(-1)?.reply.choices ?? []).flatMap(({ id, title }) => {
    const value = parameters(id).get(slot.name)
    return value === undefined ? [] : [{ value, title }]
  })
}

function placeOf({ text, languages }: Heard, count: number): number {
  for (const language of languages) {
    // "OK, where are they?" and "I'd like somebody else" take nothing.
    if (asksQuestion(text, language) || asksAlternatives(text, language)) continue
    const pick = findPick(text, language)
    if (pick) return pick.which === 'last' ? count - 1 : pick.index
    const { answer } = readYesNo(text, language)
    if (count === 1 && answer !== 'no' && (answer === 'yes' || takesProposal(text, language))) return 0
  }
  return -1
}

function named(
  heard: Heard,
  slot: Slot,
  others: { kinds: readonly Span[]; taken: readonly Span[] },
): Found | undefined {
  if (heard.isQuestionOnly) return undefined
  const cues = packPhrases(heard.pack).cues.match(heard.text)
  const asked = heard.asked?.name === slot.name && offers(heard, slot).length === 0
  for (const language of heard.languages) {
    const own = cues.filter((cue) => cue.id === slot.name && cue.language === language)
    const [name] = findNamed(heard.text, { language, cues: own, asked, ...others })
    if (name) return { slot: slot.name, value: name.quote, ...name, confidence: 0.8 }
  }
  return undefined
}

function wholeOf(text: string) {
  const quote = text.trim()
  const start = text.indexOf(quote)
  return { quote, start, end: start + quote.length }
}
