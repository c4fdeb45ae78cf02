import { frustrationMarks, similarity, wordCount } from '@repartee/language'
import type { Reading } from './reading.ts'

const MOST = 5
const LONG_CONVERSATION_TURNS = 15
const SAME = 0.85
const FEWEST_WORDS = 3
const LOOKED_BACK = 4

/** Frustration after a turn, 0 to 5: it grows within the conversation by what is said and how often. */
export function frustrationAfter(reading: Reading, asksHuman: boolean): number {
  const { snapshot } = reading.turn
  const marks = reading.languages.map((language) => frustrationMarks(reading.text, language))
  const explicit = marks.some((mark) => mark.explicit) ? 2 : 0
  const already = marks.some((mark) => mark.already) ? 1 : 0
  const human = asksHuman ? 1 : 0
  const again = isSaidAgain(reading) ? 1 : 0
  const long = snapshot.turnCount === LONG_CONVERSATION_TURNS ? 1 : 0
  return Math.min(MOST, snapshot.frustration + explicit + already + human + again + long)
}

function isSaidAgain({ text, turn, choice }: Reading): boolean {
  if (choice !== null || wordCount(text) < FEWEST_WORDS) return false
  const said = turn.snapshot.history.filter(({ role }) => role === 'contact').slice(-LOOKED_BACK)
  return said.some((entry) => similarity(entry.text, text) >= SAME)
}
