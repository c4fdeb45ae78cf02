import type { Language } from '../language.ts'
import { findPhrases } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import { foldText, foldWords } from '../text/fold.ts'
import { readable } from '../text/recent.ts'

/** The name of a place, a company or a person, as it was said. */
export interface FoundNamed {
  quote: string
  start: number
  end: number
}

export interface NamedOptions {
  language: Language
  /** Words in the text after which such a name stands: "in", "near" of a city. */
  cues: readonly { end: number }[]
  /** True where the last question asked for it: then the answer may be the name alone. */
  asked?: boolean
  /** Stretches that are something else, such as a day. */
  taken?: readonly { start: number; end: number }[]
}

const TOKEN = /\S+/gu
const CAPITAL = /^[("“«]*(?:\p{Lu}|\d+[\p{L}-]*$)/u
const NUMBER = /^\d/u
const LINKS = new Set('of the and & - – / + de la las los del da do das dos di el y e for at'.split(' '))
/** Stands after a comma and still belongs to the name before it. */
const SUFFIX =
  /^(?:m\.?d|d\.?d\.?s|d\.?m\.?d|d\.?o|ph\.?d|mph|mms|facog|facs|rn|np|pa|jr|sr|ii|iii|iv|inc|llc|ltd)[.,]*$/iu
/** A dot after it ends no sentence. */
const ABBREVIATION = /^(?:\p{L}\.)+$|^(?:dr|dra|mr|mrs|ms|jr|sr|st|mt|ft|prof|inc|co)\.$/iu
const MOST_WORDS = 10
const MOST_PLAIN_WORDS = 4

interface Token {
  text: string
  /** Without marks around it. */
  bare: string
  start: number
  end: number
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => {
    const bare = token.replace(/^[("“«¿¡]+|[)"”».,;:!?。，！？]+$/gu, '')
    return { text: token, bare, start: index, end: index + token.length }
  })
}

const endsSentence = (token: Token) => /[.!?;:。！？]["”)]*$/u.test(token.text) && !ABBREVIATION.test(token.text)
const endsPart = (token: Token) => token.text.endsWith(',')

class Reader {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #options: NamedOptions
  readonly #common: ReadonlySet<string>
  readonly #hasCapitals: boolean

  constructor(text: string, options: NamedOptions) {
    this.#text = text
    this.#options = options
    this.#tokens = tokensOf(text)
    this.#common = commonWords(options.language)
    this.#hasCapitals = /\p{Lu}\p{Ll}/u.test(text.slice(1))
  }

  /** The name that stands right after an offset. */
  after(offset: number): FoundNamed | undefined {
    let at = this.#tokens.findIndex(({ start, end }) => start >= offset || end > offset)
    const cut = this.#tokens[at]
    if (!cut) return undefined
    const isInside = cut.start < offset
    // A cue that is cut off by a mark leads to nothing.
    if (/[.!?;:]/u.test(this.#text.slice(offset, isInside ? cut.end : cut.start))) return undefined
    if (isInside) at += 1
    while (this.#isArticle(at)) at += 1
    const isPlain = this.#options.asked === true && !this.#hasCapitals
    return this.#capitals(at) ?? (isPlain ? this.#plain(at) : undefined)
  }

  /** A name that stands anywhere: what is written with capitals and is no common word; the longest. */
  anywhere(): FoundNamed | undefined {
    let best: FoundNamed | undefined
    for (let at = 0; at < this.#tokens.length; at += 1) {
      const isInside = best !== undefined && (this.#tokens[at]?.start ?? 0) < best.end
      const found = isInside || this.#isCommon(at) ? undefined : this.#capitals(at)
      if (found && (best === undefined || found.quote.length > best.quote.length)) best = found
    }
    return best
  }

  /** The whole answer, but for words that say nothing. */
  whole(): FoundNamed | undefined {
    const { phrases } = tableOf(this.#options.language)
    const first = this.#tokens.findIndex((_, at) => !this.#isCommon(at))
    const rest = this.#text.slice(this.#tokens[first]?.start ?? this.#text.length)
    const isOnlyName = rest.split(/\s+/u).filter((word) => !COURTESY.has(foldText(word))).length <= MOST_PLAIN_WORDS
    const isQuestion = /[?？؟]/u.test(this.#text)
    const says = findPhrases(this.#text, [...phrases.yes, ...phrases.no, ...phrases.unsure], foldWords(this.#text))
    return first < 0 || !isOnlyName || isQuestion || says.length > 0 ? undefined : this.#plain(first)
  }

  #capitals(from: number): FoundNamed | undefined {
    let end = from
    for (let at = from; at < this.#tokens.length && at < from + MOST_WORDS; at += 1) {
      const token = this.#tokens[at]
      const before = this.#tokens[at - 1]
      if (!token || this.#isTaken(token)) break
      if (at > from && before) {
        if (endsSentence(before) && !(before.text.endsWith(':') && this.#goesOn(at))) break
        if (before.text.endsWith('.') && this.#isCommon(at)) break
        if (endsPart(before) && !this.#goesOnAfterComma(at)) break
      }
      if (this.#isName(token)) end = at + 1
      else if (at === from || !LINKS.has(token.text.toLowerCase())) break
    }
    return this.#spanOf(from, end)
  }

  /** Words without capitals, up to the next one that cannot belong to a name. */
  #plain(from: number): FoundNamed | undefined {
    let end = from
    for (let at = from; at < this.#tokens.length && at < from + MOST_PLAIN_WORDS; at += 1) {
      const token = this.#tokens[at]
      const before = this.#tokens[at - 1]
      if (!token || this.#isTaken(token) || this.#isCommon(at)) break
      if (at > from && before && (endsSentence(before) || endsPart(before))) break
      end = at + 1
    }
    return this.#spanOf(from, end)
  }

  #isName(token: Token): boolean {
    if (!CAPITAL.test(token.bare) || PRONOUNS.has(token.bare.toLowerCase())) return false
    return !NUMBER.test(token.bare) || /\p{Lu}/u.test(this.#text.slice(token.end, token.end + 2))
  }

  /** "Greenview Dental Care, Yvonne Yang", "Anne Cole, MD"; but not "Supercuts, Please". */
  #goesOnAfterComma(at: number): boolean {
    const [token, next] = [this.#tokens[at], this.#tokens[at + 1]]
    if (!token) return false
    if (SUFFIX.test(token.bare)) return true
    if (LINKS.has(token.bare.toLowerCase())) return next !== undefined && this.#goesOn(at + 1)
    return !endsSentence(token) && this.#goesOn(at) && next !== undefined && this.#goesOn(at + 1)
  }

  #goesOn(at: number): boolean {
    const token = this.#tokens[at]
    return token !== undefined && !this.#isTaken(token) && this.#isName(token) && !this.#isCommon(at)
  }

  #isArticle(at: number): boolean {
    const token = this.#tokens[at]
    const next = this.#tokens[at + 1]
    return token !== undefined && next !== undefined && ARTICLES.has(token.text) && !endsPart(token)
  }

  #isCommon(at: number): boolean {
    const bare = foldText(this.#tokens[at]?.bare ?? '').replaceAll(/['’׳״]/gu, '')
    return bare === '' || this.#common.has(bare)
  }

  #isTaken({ start, end }: Token): boolean {
    return (this.#options.taken ?? []).some((span) => span.start < end && start < span.end)
  }

  #spanOf(from: number, to: number): FoundNamed | undefined {
    const [first, last] = [this.#tokens[from], this.#tokens[to - 1]]
    if (!first || !last || to <= from) return undefined
    const start = first.start + Math.max(0, first.text.indexOf(first.bare))
    const end = last.start + Math.max(0, last.text.indexOf(last.bare)) + last.bare.length
    const quote = this.#text.slice(start, end)
    return /\p{L}/u.test(quote) ? { quote, start, end } : undefined
  }
}

const ARTICLES = new Set('the a an el la los las o a os as um uma un una'.split(' '))
const PRONOUNS = new Set("i i'm i'd i'll i've i’m i’d i’ll i’ve".split(' '))
const COURTESY = new Set(
  'please. please, please thanks thanks. thanks! por favor por favor. пожалуйста בבקשה'.split(' '),
)

const MORE_COMMON: Readonly<Partial<Record<Language, string>>> = {
  en: `find look search looking searching try check how about somewhere someone something some any anywhere anyone one ones
    let lets it's its id i'd ill i'll im i'm ive see go make set located based area city town instead yeah yep nope oh
    that's thats which who whose whom where prefer rather maybe perhaps actually also because may might must shall should
    could would will up around near within by closer close there their them his her our us and with be been being do
    please. schedule appointment give get tell show recommend suggest salon clinic office hospital center place named called`,
  es: 'busco busca buscar en cerca de por para quiero necesito algo alguien uno una el la los las y que si no favor gracias',
  pt: 'procuro em perto de por para quero preciso algo alguem um uma o a os as e que se nao favor obrigado obrigada',
  ru: 'ищу найдите в на около возле рядом с со хочу нужен нужна нужно пожалуйста спасибо и или где',
}

const known = new Map<Language, ReadonlySet<string>>()

/** Words that no name begins with, nor consists of. */
function commonWords(language: Language): ReadonlySet<string> {
  let words = known.get(language)
  if (!words) {
    const own = (MORE_COMMON[language] ?? '').split(/\s+/u)
    const fold = (word: string) => foldText(word).replaceAll(/['’׳״]/gu, '')
    words = new Set([...tableOf(language).phrases.notNames, ...own].map(fold))
    known.set(language, words)
  }
  return words
}

/**
 * Finds the name of something: after one of the cues, or, where it was asked for, as the answer. What is written with
 * capitals is taken whole ("the Hair Gallery of Rome"); a text without any is read by its words. Best first.
 */
export function findNamed(whole: string, options: NamedOptions): FoundNamed[] {
  const text = readable(whole)
  const reader = new Reader(text, options)
  const cues = options.cues.toSorted((a, b) => b.end - a.end)
  const found: FoundNamed[] = []
  const add = (name: FoundNamed | undefined) => {
    if (name && !found.some(({ start, end }) => start < name.end && name.start < end)) found.push(name)
  }
  for (const cue of cues) add(reader.after(cue.end))
  if (options.asked === true && found.length === 0) add(reader.anywhere() ?? reader.whole())
  return found.toSorted((a, b) => a.start - b.start)
}
