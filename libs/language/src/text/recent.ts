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

/** The part of a message that is searched for facts: whole for all that people write, cut at a space where it is longer. */
export function readable(text: string): string {
  if (text.length <= LONGEST_READ_CHARACTERS) return text
  const space = text.lastIndexOf(' ', LONGEST_READ_CHARACTERS)
  return text.slice(0, space > LONGEST_READ_CHARACTERS / 2 ? space : LONGEST_READ_CHARACTERS)
}
