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

/** Words that want something done, or say when or what. */
function wishes({ pack, intents, entries, captured, text }: Reading): { start: number }[] {
  const said = Object.values(captured?.slots ?? {}).filter(({ by }) => by === 'rules')
  return [
    ...intents.filter(({ id }) => taskOf(pack, id) !== null),
    ...entries,
    ...said.map(({ quote }) => ({ start: text.indexOf(quote) })),
  ]
}
