import { asksQuestion, findMoney, findNumbers, readYesNo } from '@repartee/language'
import { packPhrases, type Slot } from '@repartee/packs'
import {
  clauseAround,
  firstThatFinds,
  overlaps,
  together,
  type Findings,
  type Found,
  type Heard,
  type Span,
} from './heard.ts'

/** Slots that are told in the contact's own words: amounts, choices, yes or no, free text. */
export function readTold(heard: Heard, others: readonly Span[]): Findings {
  const cues = packPhrases(heard.pack).cues.match(heard.text)
  const readings = heard.pack.slots.map((slot): Findings => {
    const cue = cues.find(({ id }) => id === slot.name) ?? null
    const found = readOne(heard, slot, cue, others)
    return { found: found ? [{ slot: slot.name, ...found }] : [], dropped: [], problems: [] }
  })
  return together(...readings)
}

type Told = Omit<Found, 'slot'>

function readOne(heard: Heard, slot: Slot, cue: Span | null, others: readonly Span[]): Told | null {
  const isAsked = heard.asked?.name === slot.name
  switch (slot.type) {
    case 'money':
      return cue || isAsked ? money(heard, isAsked) : null
    case 'number':
      return cue || isAsked ? number(heard, others) : null
    case 'yes_no':
      return isAsked ? yesNo(heard) : null
    case 'choice':
      return chosen(heard, slot)
    case 'address':
      return isAsked ? whole(heard) : null
    case 'text':
      if (cue && belongs(heard, slot) && !heard.isQuestionOnly) return clause(heard, cue)
      return isAsked && !isQuestion(heard) ? whole(heard) : null
    default:
      return null
  }
}

/** Free text is kept only for the task that is under way. */
function belongs({ pack, task }: Heard, slot: Slot): boolean {
  return pack.tasks.some(({ name, slots }) => name === task && slots.some((of) => of.slot === slot.name))
}

const isQuestion = ({ text, languages }: Heard) => languages.some((language) => asksQuestion(text, language))

function money({ text, languages }: Heard, asked: boolean): Told | null {
  const [found] = firstThatFinds(languages, (language) => findMoney(text, { language, asked }))
  return found ? { ...spanOf(found), value: String(found.amount), confidence: 0.9 } : null
}

function number({ text, languages }: Heard, others: readonly Span[]): Told | null {
  const numbers = firstThatFinds(languages, (language) => findNumbers(text, language))
  const found = numbers.find((candidate) => !others.some((other) => overlaps(candidate, other)))
  return found ? { ...spanOf(found), value: String(found.value), confidence: 0.9 } : null
}

function yesNo({ text, languages }: Heard): Told | null {
  for (const language of languages) {
    const { answer } = readYesNo(text, language)
    if (answer !== 'unclear') return { value: answer, quote: text, start: 0, end: text.length, confidence: 0.9 }
  }
  return null
}

function chosen({ pack, text }: Heard, slot: Slot): Told | null {
  const found = packPhrases(pack)
    .choices.match(text)
    .find(({ id }) => id.startsWith(`${slot.name}:`))
  return found ? { ...spanOf(found), value: found.id.slice(slot.name.length + 1), confidence: 0.9 } : null
}

function clause({ text }: Heard, cue: Span): Told {
  const around = clauseAround(text, cue)
  const { start } = around
  return { value: around.text, quote: around.text, start, end: start + around.text.length, confidence: 0.7 }
}

function whole({ text }: Heard): Told | null {
  const quote = text.trim()
  if (quote === '') return null
  const start = text.indexOf(quote)
  return { value: quote, quote, start, end: start + quote.length, confidence: 0.7 }
}

const spanOf = ({ quote, start, end }: Span & { quote: string }) => ({ quote, start, end })
