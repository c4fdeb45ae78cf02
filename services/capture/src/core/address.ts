import { asksQuestion, findAddresses, findNumbers, readYesNo } from '@repartee/language'
import { firstThatFinds, NOTHING, slotOf, type Findings, type Found, type Heard } from './heard.ts'

const FEWEST_WORDS = 2
const MOST_WORDS = 16

/** Where the contact lives: a street with its number, wherever it is said; else the answer to our question for it. */
export function readAddress(heard: Heard): Findings {
  const slot = slotOf(heard, 'address')
  if (slot === null) return NOTHING
  const [street] = firstThatFinds(heard.languages, (language) => findAddresses(heard.text, language))
  const told = street ?? (heard.asked?.name === slot.name ? answered(heard) : undefined)
  if (!told) return NOTHING
  const { quote, start, end } = told
  const confidence = street ? 0.9 : 0.7
  const found: Found = { slot: slot.name, value: quote, quote, start, end, confidence }
  return { found: [found], dropped: [], problems: [] }
}

/** The whole answer, where it can be one: "12 Oak, Springfield"; asked again, also one without a number. */
function answered(heard: Heard): { quote: string; start: number; end: number } | undefined {
  const { text, languages, turn, asked } = heard
  const quote = text.trim()
  const words = quote.split(/\s+/u).length
  const isOther = languages.some(
    (language) => asksQuestion(text, language) || readYesNo(text, language).answer !== 'unclear',
  )
  if (isOther || words < FEWEST_WORDS || words > MOST_WORDS) return undefined
  const hasNumber = languages.some((language) => findNumbers(text, language).length > 0)
  const times = turn.snapshot.replies.filter(({ reply }) =>
    reply.sidecar.some(({ kind, data }) => kind === 'question' && data['slot'] === asked?.name),
  ).length
  if (!hasNumber && !text.includes(',') && times < 2) return undefined
  const start = text.indexOf(quote)
  return { quote, start, end: start + quote.length }
}
