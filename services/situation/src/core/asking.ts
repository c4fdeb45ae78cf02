import { asksAlternatives, asksQuestion } from '@repartee/language'
import { packPhrases } from '@repartee/packs'
import type { Reading } from './reading.ts'
import { taskOf } from './task.ts'

const SENTENCE = /[^.!?;\n。！？；؟]+(?:[.!?;\n。！？；؟]+|$)/gu

/**
 * Does the contact ask to be told something? "Can you book me in?" and "is Tuesday free?" are put as questions too, and
 * want something done; "send me the price" asks without a question mark.
 */
export function asksToKnow(reading: Reading): boolean {
  const { text, languages, isQuestion } = reading
  if (inquiries(reading).length > 0) return true
  if (!isQuestion) return false
  return [...text.matchAll(SENTENCE)].some(({ 0: sentence, index }) => {
    const isIn = ({ start }: { start: number }) => start >= index && start < index + sentence.length
    if (!languages.some((language) => asksQuestion(sentence, language))) return false
    if (languages.some((language) => asksAlternatives(sentence, language))) return false
    return !wishes(reading).some(isIn)
  })
}

/** Words that ask a question of the pack: of an intent that asks, or of a fact. */
function inquiries({ pack, intents, text, languages }: Reading) {
  const asking = intents.filter(({ id }) => {
    const intent = pack.intents.find(({ name }) => name === id)
    return intent?.acknowledgement === 'question' && intent.task === undefined
  })
  const facts = languages.flatMap((language) => packPhrases(pack).facts.match(text, language))
  return [...asking, ...facts.filter(({ words }) => words > 1)]
}

/** "A cleaning?" wishes for one; a longer sentence may name a service or a person and still ask about it. */
const SHORT_WORDS = 4
const NAMED: ReadonlySet<string> = new Set(['service', 'person'])

/** Words that want something done, or say when or what. */
function wishes({ pack, intents, entries, captured, text }: Reading): { start: number }[] {
  const isShort = text.trim().split(/\s+/u).length <= SHORT_WORDS
  const typeOf = (slot: string) => pack.slots.find(({ name }) => name === slot)?.type ?? ''
  const said = Object.entries(captured?.slots ?? {})
    .filter(([slot, { by }]) => by === 'rules' && (isShort || !NAMED.has(typeOf(slot))))
    .map(([, value]) => value)
  return [
    ...intents.filter(({ id }) => taskOf(pack, id) !== null),
    ...entries,
    ...said.map(({ quote }) => ({ start: text.indexOf(quote) })),
  ]
}
