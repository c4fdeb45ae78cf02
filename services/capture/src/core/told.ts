import { asksQuestion, readYesNo } from '@repartee/language'
import { packPhrases, triggeredIntents, type Slot } from '@repartee/packs'
import { readAmounts } from './amounts.ts'
import { clauseAround, together, type Findings, type Found, type Heard, type Span } from './heard.ts'
import { distinct } from './names.ts'

/** Slots that are told in the contact's own words: amounts, choices, yes or no, free text. */
export function readTold(heard: Heard, others: readonly Span[]): Findings {
  const cues = packPhrases(heard.pack).cues.match(heard.text)
  const readings = heard.pack.slots.map((slot): Findings => {
    const found = readOne(
      heard,
      slot,
      cues.filter(({ id }) => id === slot.name),
    )
    return { found: found ? [{ slot: slot.name, ...found }] : [], dropped: [], problems: [] }
  })
  const { found, ...rest } = together({ found: readAmounts(heard, others), dropped: [], problems: [] }, ...readings)
  return { ...rest, found: found.filter(({ slot }) => isKept(heard, slot)) }
}

/** What only tasks collect is kept while one of them is under way: "Apple at 182 looks cheap" begins no order. */
function isKept({ pack, task }: Heard, slot: string): boolean {
  const owners = pack.tasks.filter(({ slots }) => slots.some((of) => of.slot === slot))
  const isCollected = owners.length > 0 && owners.every(({ kind }) => kind === 'collect')
  return !isCollected || owners.some(({ name }) => name === task)
}

/** The words that name the choice that was asked for; they are nothing else, such as a day ("next month"). */
export function answerIn(heard: Heard): Span[] {
  const { asked } = heard
  const named = asked?.type === 'choice' ? chosen(heard, asked, [], true) : null
  return named ? [named] : []
}

type Told = Omit<Found, 'slot'>

function readOne(heard: Heard, slot: Slot, cues: readonly Span[]): Told | null {
  const isAsked = heard.asked?.name === slot.name
  const [cue] = cues
  switch (slot.type) {
    case 'yes_no':
      return isAsked ? yesNo(heard) : null
    case 'choice':
      return chosen(heard, slot, cues, isAsked)
    case 'text':
      if (cue && belongs(heard, slot) && !heard.isQuestionOnly) return clause(heard, cue)
      return isAsked && isAnswer(heard) ? whole(heard) : null
    default:
      return null
  }
}

/** Free text that a task needs is kept only while that task is under way. */
function belongs({ pack, task }: Heard, slot: Slot): boolean {
  const owners = pack.tasks.filter(({ slots }) => slots.some((of) => of.slot === slot.name))
  return owners.length === 0 || owners.some(({ name }) => name === task)
}

/** A question, another matter and a bare yes or no tell nothing. */
function isAnswer(heard: Heard): boolean {
  const { pack, text, languages } = heard
  if (isQuestion(heard)) return false
  const intents = triggeredIntents(pack, text, languages).map(({ id }) => pack.intents.find(({ name }) => name === id))
  if (intents.some((intent) => intent?.acknowledgement === 'question' && intent.task === undefined)) return false
  return !languages.some((language) => {
    const { answer, rest } = readYesNo(text, language)
    return answer !== 'unclear' && rest === ''
  })
}

const isQuestion = ({ text, languages }: Heard) => languages.some((language) => asksQuestion(text, language))

function yesNo({ text, languages }: Heard): Told | null {
  for (const language of languages) {
    const { answer } = readYesNo(text, language)
    if (answer !== 'unclear') return { value: answer, quote: text, start: 0, end: text.length, confidence: 0.9 }
  }
  return null
}

/** The choice that is named; where the slot has cues and was not asked for, in a sentence that holds one. */
function chosen(heard: Heard, slot: Slot, cues: readonly Span[], asked: boolean): Told | null {
  const { pack, text, correction } = heard
  const isFree = asked || Object.keys(slot.cues).length === 0
  const isSaid = (one: Span) => isFree || cues.some((cue) => isSameSentence(text, cue, one))
  const own = packPhrases(pack)
    .choices.match(text)
    .filter(({ id }) => id.startsWith(`${slot.name}:`))
  const said = distinct(heard, own).filter(isSaid)
  const [found] = correction ? said : said.toSorted((one, other) => one.start - other.start)
  return found ? { ...spanOf(found), value: found.id.slice(slot.name.length + 1), confidence: 0.9 } : null
}

const isSameSentence = (text: string, one: Span, other: Span) =>
  !/[.!?\n。！？]/u.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)))

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
