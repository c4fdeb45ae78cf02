import type { Language } from '../language.ts'
import { findPhrases, phraseAt } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import { foldText, foldWords } from '../text/fold.ts'
import { readable } from '../text/recent.ts'

/** The name of a person: the exact words, and how they are written when used. */
export interface FoundName {
  quote: string
  start: number
  end: number
  name: string
}

export interface NameOptions {
  language: Language
  /** True where the last question asked for the name: then the whole answer may be one. */
  asked?: boolean
}

const NAME_WORD = /^[\s,:“"'«]*([\p{L}\p{M}]+(?:['’`׳״"-][\p{L}\p{M}]+)*\.?)/u
const MOST_WORDS = 5
const HAN_NAME = /^[\s：:，,]*(\p{Script=Han}{1,4})/u
const LATER = /[\p{Ll}]/u
const PARTICLES = new Set('de la las los da do dos das del di van von der den bin ben al el le'.split(' '))

const excluded = new Map<Language, { never: Set<string>; titles: Set<string> }>()

function wordsOf(language: Language): { never: Set<string>; titles: Set<string> } {
  let known = excluded.get(language)
  if (!known) {
    const { phrases, calendar } = tableOf(language)
    const fold = (list: readonly string[]): string[] => list.map((word) => foldText(word).replaceAll(/['’׳״]/gu, ''))
    const calendarWords = [calendar.weekdays, calendar.dayOffsets, calendar.dayParts].flatMap((forms) =>
      Object.keys(forms).flatMap((form) => form.split('|')),
    )
    known = { never: new Set(fold([...phrases.notNames, ...calendarWords])), titles: new Set(fold(phrases.titles)) }
    excluded.set(language, known)
  }
  return known
}

function titleCase(word: string): string {
  return LATER.test(word) && word === word.toLowerCase() ? word[0]?.toUpperCase() + word.slice(1) : word
}

/** Reads a name from an offset on: words that can be part of one, up to four. */
function readName(text: string, from: number, options: NameOptions, mustBeCapital: boolean): FoundName | undefined {
  if (options.language === 'zh' || /^\s*\p{Script=Han}/u.test(text.slice(from))) {
    const han = HAN_NAME.exec(text.slice(from))
    if (han?.[1] === undefined) return undefined
    const cut = han[1]
      .replace(/(?:先生|女士|小姐|太太|医生)$/u, '')
      .replace(/(?:的|是|想|要|你|您|我)\p{Script=Han}*$/u, '')
    if (cut.length < 1 || wordsOf('zh').never.has(cut)) return undefined
    const start = from + han[0].length - han[1].length
    return { quote: cut, start, end: start + cut.length, name: cut }
  }
  const { never, titles } = wordsOf(options.language)
  const parts: string[] = []
  let at = from
  let start = -1
  let end = from
  while (parts.length < MOST_WORDS) {
    const match = NAME_WORD.exec(text.slice(at))
    if (!match?.[1]) break
    if (parts.length > 0 && /[,:]/u.test(match[0])) break
    const raw = match[1]
    const word = raw.replace(/\.$/u, '')
    const plain = foldText(word).replaceAll(/['’׳״]/gu, '')
    const wordStart = at + match[0].length - raw.length
    if (titles.has(plain) && parts.length === 0) {
      at += match[0].length
      continue
    }
    const isInitial = word.length === 1 && /\p{Lu}/u.test(word)
    const following = NAME_WORD.exec(text.slice(at + match[0].length))?.[1] ?? ''
    const isParticle =
      PARTICLES.has(plain) && parts.length > 0 && (PARTICLES.has(foldText(following)) || /^\p{Lu}/u.test(following))
    if (never.has(plain) && !isParticle) break
    if (mustBeCapital && /^\p{Ll}/u.test(word) && !isParticle) break
    if (start < 0) start = wordStart
    parts.push(word)
    end = wordStart + word.length
    at += match[0].length
    if (raw !== word && !isInitial) break
  }
  const last = parts.at(-1)
  if (start < 0 || last === undefined || parts.join('').length < 2) return undefined
  const quote = text.slice(start, end)
  return {
    quote,
    start,
    end,
    name: parts.map((part, index) => (index > 0 && PARTICLES.has(part) ? part : titleCase(part))).join(' '),
  }
}

/** Finds the name that a person gives: after "my name is" and the like, or as the whole answer where it was asked for. */
export function findNames(whole: string, options: NameOptions): FoundName[] {
  const text = readable(whole)
  const { phrases } = tableOf(options.language)
  const folded = foldWords(text)
  const hasCapitals = /\p{Lu}/u.test(text.slice(1))
  const found: FoundName[] = []
  const strong = phrases.nameOpenings
  for (const opening of findPhrases(text, strong, folded)) {
    const isWeak =
      opening.quote.split(/\s+/u).length <= 2 &&
      !/n[ao]m[be]|nome|имя|зовут|שמי|名|姓|叫|call|llam|cham/iu.test(opening.quote)
    // "I am late" is no name: a weak opening wants a capital letter, unless a name was asked for.
    const name = readName(
      text,
      opening.end,
      options,
      isWeak && options.asked !== true && !/\p{Script=Hebrew}|\p{Script=Han}/u.test(text),
    )
    if (name && !found.some((known) => known.start < name.end && known.end > name.start)) found.push(name)
  }
  if (found.length > 0 || options.asked !== true) return found
  let at = 1
  for (;;) {
    const skip =
      phraseAt(text, folded, phrases.fillers, at) ??
      phraseAt(text, folded, phrases.greetings, at) ??
      phraseAt(text, folded, phrases.yes, at)
    if (!skip) break
    at = skip.to + 1
  }
  const from = folded.at[at] ?? 0
  const name = readName(text, from, options, false)
  if (!name) return []
  const rest = text.slice(name.end)
  // The answer is the name alone, or the name before a break ("Anna, my number is …"); lower case only where nothing follows.
  const isWhole = /^[\s\p{P}\p{S}]*$/u.test(rest)
  if (isWhole || /^\s*[,.;!\d+\n—–-]/u.test(rest) || (hasCapitals && /^\p{Lu}/u.test(name.quote))) return [name]
  return []
}
