/**
 * Remembers the last few results of a pure function of a text, because one message is read by many readers in a row.
 * The oldest result goes first; results are shared and must not be changed.
 */
export function remember<Value>(capacity: number, compute: (text: string) => Value): (text: string) => Value {
  const results = new Map<string, Value>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    const value = compute(text)
    if (results.size >= capacity) {
      for (const oldest of results.keys()) {
        results.delete(oldest)
        break
      }
    }
    results.set(text, value)
    return value
  }
}

/** More than so many characters of a message are not searched for facts; nobody gives a phone number after three pages. */
export const LONGEST_READ_CHARACTERS = 2000

/** Nor are more words, marks and Han characters than that: two thousand characters that people write hold fewer. */
export const MOST_READ_TOKENS = 450

/** A text that is longer than the first and has fewer different words than the second says nothing: its beginning is enough. */
const REPEATING_TOKENS = 160
const FEWEST_DIFFERENT_TOKENS = 12

const TOKEN_START = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{Cf}])+|\p{Nd}+|\S/gu

/** The part of a message that is searched for facts: whole for all that people write, cut at a space where it is longer. */
export const readable: (text: string) => string = remember(8, cut)

function cut(text: string): string {
  const short = text.length <= LONGEST_READ_CHARACTERS ? text : text.slice(0, lengthOf(text))
  const different = new Set<string>()
  let tokens = 0
  for (const { 0: token, index } of short.matchAll(TOKEN_START)) {
    tokens += 1
    if (different.size < FEWEST_DIFFERENT_TOKENS) different.add(token)
    const isRepeating = tokens > REPEATING_TOKENS && different.size < FEWEST_DIFFERENT_TOKENS
    if (isRepeating || tokens > MOST_READ_TOKENS) return short.slice(0, index)
  }
  return short
}

function lengthOf(text: string): number {
  const space = text.lastIndexOf(' ', LONGEST_READ_CHARACTERS)
  return space > LONGEST_READ_CHARACTERS / 2 ? space : LONGEST_READ_CHARACTERS
}
