/** A word of a number: its value, or a joiner between words. */
export interface NumberWord {
  value: number
  /** How many tokens it covers. */
  tokens: number
}

export interface ComposedNumber {
  value: number
  tokens: number
}

interface Wordlike {
  cardinals: NumberWord[]
  isJoiner: boolean
}

function accepts(current: number, value: number): boolean {
  if (current === 0) return true
  if (value < 10) return current % 10 === 0 && current % 100 !== 10
  if (value < 100) return current % 100 === 0
  return value < 1000 && current % 1000 === 0
}

/**
 * Reads number words from a position on, and gives every number that they begin with, longest last:
 * "one hundred and five" is 1, 100, 105. `at` tells what stands at a token.
 */
export function composeNumbers(from: number, at: (index: number) => Wordlike | undefined): ComposedNumber[] {
  const found: ComposedNumber[] = []
  let done = 0
  let current = 0
  let index = from
  let empty = true
  for (;;) {
    let here = at(index)
    let position = index
    // A joiner counts only between two parts, the second below a hundred.
    if (!empty && here?.isJoiner) {
      position += 1
      here = at(position)
      const next = here?.cardinals[0]
      if (!next || next.value >= 1000 || (next.value >= 100 && done === 0)) break
    }
    const word = here?.cardinals.at(-1)
    if (!word) break
    const { value } = word
    // A zero stands alone: "zero one" is two numbers.
    if (value === 0 && !empty) break
    if (value >= 1000) {
      if (done > 0 && done < value) break
      done += Math.max(current, 1) * value
      current = 0
    } else if (value === 100 && current > 0 && current < 10) current *= 100
    else if ((empty || current > 0 || done > 0) && accepts(current, value) && !(current > 0 && value >= 100))
      current += value
    else break
    empty = false
    index = position + word.tokens
    found.push({ value: done + current, tokens: index - from })
    if (value === 0) break
  }
  return found
}

const SMALL: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 萬: 10_000 }

/** The same for Chinese numerals ("二十五", "一百零三"), with every number that the characters begin with. */
export function composeChinese(from: number, characterAt: (index: number) => string | undefined): ComposedNumber[] {
  const found: ComposedNumber[] = []
  let total = 0
  let section = 0
  let digit: number | undefined
  let lastScale = Infinity
  for (let index = from; ; index += 1) {
    const character = characterAt(index)
    if (character === undefined) break
    const small = SMALL[character]
    const scale = SCALES[character]
    if (small !== undefined) {
      if (digit !== undefined && digit !== 0) break
      if (index > from && section === 0 && total === 0) break
      if (small !== 0 && index > from && lastScale > 10 && lastScale !== Infinity && digit !== 0) {
        // "一百三" is 130 in speech; a following scale sets it right.
      }
      digit = small
    } else if (scale !== undefined) {
      if (scale >= 10_000) {
        total = (total + section + (digit ?? 0)) * scale
        section = 0
      } else {
        if (scale >= lastScale) break
        section += (digit ?? 1) * scale
        lastScale = scale
      }
      if (scale >= 10_000) lastScale = Infinity
      digit = undefined
    } else break
    found.push({ value: total + section + (digit ?? 0), tokens: index - from + 1 })
  }
  return found
}
