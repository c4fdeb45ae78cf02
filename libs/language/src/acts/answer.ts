import type { Language } from '../language.ts'
import { findPhrases, hasPhrase, phraseAt } from '../match/phrases.ts'
import { wordRulesOf } from '../match/words.ts'
import { tableOf } from '../tables/index.ts'
import { foldWords } from '../text/fold.ts'

export interface YesNo {
  answer: 'yes' | 'no' | 'unclear'
  /** What is said beside the answer ("yes, but not on Monday" → "not on Monday"); empty where nothing is. */
  rest: string
}

const THUMBS_UP = /^[\s\p{P}]*(?:👍|👌|✅|🙏|💯|🆗|☑|✔|🫡|👏|🎉|🥳|😊|🙂|😀|❤)/u
const THUMBS_DOWN = /^[\s\p{P}]*(?:👎|❌|🚫|🙅|✖|⛔)/u
const LEADING_MARKS = /^(?:[\s\p{P}\p{S}\p{M}\u200d]|\ufe0f)+/u
// What is longer is no answer by a word in its middle.
const LONGEST_ANSWER_WORDS = 12

function readEmoji(text: string): YesNo | undefined {
  if (THUMBS_UP.test(text)) return { answer: 'yes', rest: text.replace(LEADING_MARKS, '').trim() }
  if (THUMBS_DOWN.test(text)) return { answer: 'no', rest: text.replace(LEADING_MARKS, '').trim() }
  return undefined
}

/**
 * Reads the answer to a yes/no question. The answer is what the message begins with (after words that say nothing), else what
 * its words mean as a whole ("that works for me"). Both at once, doubt, and everything else are unclear; `rest` keeps the remainder.
 */
export function readYesNo(text: string, language: Language): YesNo {
  const emoji = readEmoji(text)
  if (emoji) return emoji
  const { phrases } = tableOf(language)
  const folded = foldWords(text)
  let position = 1
  let answer: YesNo['answer'] | undefined
  let end = 0
  const length = folded.text.length - 1
  while (position < length) {
    const unsure = phraseAt(text, folded, phrases.unsure, position)
    const no = phraseAt(text, folded, phrases.no, position)
    const yes = phraseAt(text, folded, phrases.yes, position)
    const filler = phraseAt(text, folded, phrases.fillers, position)
    const best = [unsure, no, yes].reduce(
      (longest, match) => (match && (!longest || match.to > longest.to) ? match : longest),
      undefined,
    )
    if (best && !(answer !== undefined && best === unsure)) {
      const said = best === unsure ? 'unclear' : best === no ? 'no' : 'yes'
      if (answer === undefined) answer = said
      else if (answer !== said) {
        // "no, sure" is neither; but "ok no" and "yes no problem" are what is said last only for the first of them.
        if (
          answer === 'yes' &&
          said === 'no' &&
          /^(?:ok|okay|sure|well|ладно|bueno|bom|好)/u.test(folded.text.slice(1))
        )
          answer = 'no'
        else break
      }
      end = best.end
      position = best.to
    } else if (filler && (answer === undefined || filler.to < length)) {
      position = filler.to
      if (answer !== undefined) end = filler.end
    } else break
    while (folded.text[position] === ' ') position += 1
  }
  if (answer !== undefined)
    return { answer, rest: withoutBut(text.slice(end).replace(LEADING_MARKS, '').trim(), phrases.but) }
  const rest = text.trim()
  if (folded.text.trim().split(' ').length <= LONGEST_ANSWER_WORDS) {
    const { negators } = wordRulesOf(language)
    const isDenied = (from: number): boolean =>
      negators.has(folded.text.slice(0, from).trimEnd().split(' ').at(-1) ?? '')
    const yes = findPhrases(text, phrases.yesAnywhere, folded).some((match) => !isDenied(match.from))
    const no = hasPhrase(folded, phrases.noAnywhere)
    if (yes !== no) return { answer: yes ? 'yes' : 'no', rest }
  }
  return { answer: 'unclear', rest }
}

function withoutBut(rest: string, but: readonly string[]): string {
  const folded = foldWords(rest)
  const match = phraseAt(rest, folded, but, 1)
  return match ? rest.slice(match.end).replace(LEADING_MARKS, '').trim() : rest
}
