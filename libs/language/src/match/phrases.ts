import { foldText, foldWords, type Mapped } from '../text/fold.ts'

/** Where a phrase stands in a text: offsets of the original, and those of the folded words. */
export interface PhraseMatch {
  quote: string
  start: number
  end: number
  /** Offsets in the folded text, for readers that go on from there. */
  from: number
  to: number
}

const compiled = new Map<readonly string[], { anywhere: RegExp; atStart: RegExp }>()

// Up to three words of folded text.
const GAP = '(?:[^ ]+ ){0,3}?'

const HAN = /^[(?:]*\p{Script=Han}/u

function toPattern(phrase: string): string {
  let pattern = ''
  for (const character of phrase) pattern += /[()|?+*^$ …\\!<=]/u.test(character) ? character : foldText(character)
  pattern = pattern
    // Folded words hold no hyphen: "chamo-me" is two words.
    .replaceAll(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    // "better (say)?": the space before an optional end is optional with it.
    .replace(/^(.*\S) (\([^()]*\))\?$/u, '$1( $2)?')
    .replaceAll(/\((?!\?)/gu, '(?:')
    .replaceAll(/(?<=[\p{L}\p{N}])\*/gu, '[^ ]*')
    .replaceAll(/ ?… ?/gu, ` ${GAP}`)
  return pattern.replaceAll('^ ?', '(?<=^ )').replaceAll(' ?$', '(?= $)')
}

/** Compiles phrases of a table into one expression over folded words. Words are bounded by spaces, Han characters are not. */
function compile(phrases: readonly string[]): { anywhere: RegExp; atStart: RegExp } {
  let known = compiled.get(phrases)
  if (!known) {
    const patterns = [...phrases].toSorted((a, b) => b.length - a.length).map(toPattern)
    const spaced = patterns.filter((pattern) => !HAN.test(pattern)).join('|')
    const unspaced = patterns.filter((pattern) => HAN.test(pattern)).join('|')
    const body = [spaced && `(?<= )(?:${spaced})(?= )`, unspaced].filter(Boolean).join('|')
    known = { anywhere: new RegExp(body, 'gu'), atStart: new RegExp(body, 'uy') }
    compiled.set(phrases, known)
  }
  return known
}

function toMatch(original: string, folded: Mapped, from: number, to: number): PhraseMatch {
  const start = folded.at[from] ?? 0
  let end = folded.at[to - 1] ?? start
  end += original.codePointAt(end) !== undefined && (original.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return { quote: original.slice(start, end), start, end, from, to }
}

/** All places where one of the phrases stands, first to last. */
export function findPhrases(text: string, phrases: readonly string[], folded: Mapped = foldWords(text)): PhraseMatch[] {
  if (phrases.length === 0) return []
  const found: PhraseMatch[] = []
  for (const match of folded.text.matchAll(compile(phrases).anywhere)) {
    if (match[0].length > 0) found.push(toMatch(text, folded, match.index, match.index + match[0].trimEnd().length))
  }
  return found
}

/** Whether one of the phrases stands in the text. */
export function hasPhrase(folded: Mapped, phrases: readonly string[]): boolean {
  if (phrases.length === 0) return false
  const { anywhere } = compile(phrases)
  anywhere.lastIndex = 0
  return anywhere.test(folded.text)
}

/** The phrase that stands exactly at an offset of the folded text, if one does; the longest that the expression takes. */
export function phraseAt(
  text: string,
  folded: Mapped,
  phrases: readonly string[],
  from: number,
): PhraseMatch | undefined {
  if (phrases.length === 0) return undefined
  const { atStart } = compile(phrases)
  atStart.lastIndex = from
  const match = atStart.exec(folded.text)
  return match && match[0].length > 0 ? toMatch(text, folded, from, from + match[0].trimEnd().length) : undefined
}
