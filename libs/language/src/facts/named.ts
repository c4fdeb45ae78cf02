import { findPhrases } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import { foldText, foldWords } from '../text/fold.ts'
import { readable } from '../text/recent.ts'
import { CAPITAL, NameShape, NUMBER, type Surroundings } from './named/shape.ts'
import { hanNameAfter } from './named/han.ts'
import { endsPart, endsSentence, type NameToken } from './named/tokens.ts'
import { ARTICLES, COURTESY, LINKS, OF_PLACES, PEOPLE, PLACE_BEFORE, PLACES, SUFFIX, TITLE } from './named/words.ts'

/** The name of a place, a company or a person, as it was said. */
export interface FoundNamed {
  quote: string
  start: number
  end: number
}

export interface NamedOptions extends Surroundings {
  /** Words in the text after which such a name stands: "in", "near" of a city. */
  cues: readonly { end: number }[]
  /** True where the last question asked for it: then the answer may be the name alone. */
  asked?: boolean
}

const LETTER = /^\p{Lu}$/u
const MOST_WORDS = 10
const MOST_PLAIN_WORDS = 4

class Reader {
  readonly #text: string
  readonly #options: NamedOptions
  readonly #shape: NameShape
  readonly #tokens: readonly NameToken[]

  constructor(text: string, options: NamedOptions) {
    this.#text = text
    this.#options = options
    this.#shape = new NameShape(text, options)
    this.#tokens = this.#shape.tokens
  }

  /** The name that stands right after an offset. */
  after(offset: number): FoundNamed | undefined {
    let at = this.#tokens.findIndex(({ start, end }) => start >= offset || end > offset)
    const cut = this.#tokens[at]
    if (!cut) return undefined
    const isInside = cut.start < offset
    // "Dr. Anne Cole", "Salon Revel": a title, and what a place is, belong to the name that they lead to.
    if (isInside && this.#shape.isOfName(cut)) return this.#capitals(at)
    // A cue that is cut off by a mark leads to nothing.
    if (/[.!?;:]/u.test(this.#text.slice(offset, isInside ? cut.end : cut.start))) return undefined
    if (isInside) at += 1
    const first = this.#lead(at)
    const isPlain = this.#options.asked === true ? !this.#shape.hasCapitals : this.#isOfPlace(offset)
    return this.#capitals(first) ?? (isPlain ? this.#plain(first) : undefined)
  }

  /** The name with what stands before it and belongs to it: a cue may stand inside of a name ("Oz A Salon Inc"). */
  whole(found: FoundNamed): FoundNamed {
    for (let at = 0; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at]
      if (!token || token.start >= found.start) break
      const isStart = !this.#shape.isCommon(at) && !PEOPLE.has(foldText(token.bare)) && CAPITAL.test(token.bare)
      const longer = isStart ? this.#capitals(at) : undefined
      if (longer && longer.end >= found.end) return longer
    }
    return found
  }

  /** A name that stands anywhere: what is written with capitals and is no common word; the longest. */
  anywhere(): FoundNamed | undefined {
    let best: FoundNamed | undefined
    for (let at = 0; at < this.#tokens.length; at += 1) {
      const isInside = best !== undefined && (this.#tokens[at]?.start ?? 0) < best.end
      const found = isInside || this.#shape.isCommon(at) ? undefined : this.#capitals(at)
      if (found && (best === undefined || found.quote.length > best.quote.length)) best = found
    }
    return best
  }

  /** The whole answer, but for words that say nothing. */
  answer(): FoundNamed | undefined {
    const { phrases } = tableOf(this.#options.language)
    const first = this.#tokens.findIndex((_, at) => !this.#shape.isCommon(at))
    const rest = this.#text.slice(this.#tokens[first]?.start ?? this.#text.length)
    const isOnlyName = rest.split(/\s+/u).filter((word) => !COURTESY.has(foldText(word))).length <= MOST_PLAIN_WORDS
    const isQuestion = /[?？؟]/u.test(this.#text)
    const says = findPhrases(this.#text, [...phrases.yes, ...phrases.no, ...phrases.unsure], foldWords(this.#text))
    return first < 0 || !isOnlyName || isQuestion || says.length > 0 ? undefined : this.#plain(first)
  }

  /** Past articles, and past what somebody is: "the dentist", "the salon, …". */
  #lead(from: number): number {
    for (let at = from; ; at += 1) {
      const token = this.#tokens[at]
      const next = this.#tokens[at + 1]
      if (!token || !next || endsSentence(token, next)) return at
      const isKind = PEOPLE.has(foldText(token.bare)) || this.#shape.isPlaceBeside(at)
      const isMark = token.bare === '' || /^[-–—]$/u.test(token.bare)
      if (this.#isArticle(at) || (isKind && !this.#shape.isCommon(at + 1)) || isMark) continue
      return at
    }
  }

  /** Does a place stand there, whatever it is written like ("a doctor in oakland")? */
  #isOfPlace(offset: number): boolean {
    return PLACE_BEFORE[this.#options.language].test(this.#text.slice(0, offset))
  }

  #capitals(from: number): FoundNamed | undefined {
    let end = from
    for (let at = from; at < this.#tokens.length && at < from + MOST_WORDS; at += 1) {
      const token = this.#tokens[at]
      const before = this.#tokens[at - 1]
      if (!token || this.#shape.isTaken(token)) break
      if (at > from && before && !this.#goesOnAfter(before, at, from)) break
      if (this.#shape.isName(token, at) || this.#shape.isInLowerCase(at, from)) end = at + 1
      else if (at === from || !this.#shape.isLink(token, from)) break
    }
    end = this.#withTail(from, end)
    const isWordOnly = end === from + 1 && this.#shape.isCommon(from)
    return isWordOnly || this.#shape.isOfKindsOnly(from, end) ? undefined : this.#spanOf(from, end)
  }

  #goesOnAfter(before: NameToken, at: number, from: number): boolean {
    const token = this.#tokens[at]
    const isJoined = before.text.endsWith(':') && this.#shape.goesOn(at)
    if (token === undefined || COURTESY.has(token.bare.toLowerCase())) return false
    if (endsSentence(before, token) && !isJoined) return false
    if (before.text.endsWith('.') && this.#shape.isCommon(at) && !this.#shape.isInitial(at)) return false
    return !endsPart(before) || this.#goesOnAfterComma(at, from)
  }

  /** "Rutherford Dental lab", "Natalie's salon", "Cool tops": the end of a name in lower case. */
  #withTail(from: number, end: number): number {
    const [last, next, then] = [this.#tokens[end - 1], this.#tokens[end], this.#tokens[end + 1]]
    if (end === from || !last || !next || last.bare !== last.text || this.#shape.isTaken(next)) return end
    if (!/^\p{Ll}+$/u.test(next.bare) || this.#shape.isCommon(end)) return end
    const isOfPlace = OF_PLACES.has(last.bare.toLowerCase()) || /['’]s$/iu.test(last.bare)
    if (PLACES.has(next.bare)) return isOfPlace ? this.#withTail(from, end + 1) : end
    if (OF_PLACES.has(next.bare) && PLACES.has(then?.bare.toLowerCase() ?? '')) return this.#withTail(from, end + 1)
    const isTitled = TITLE.test(this.#tokens[from]?.text ?? '')
    const isLast =
      then === undefined || next.text !== next.bare || this.#shape.isCommon(end + 1) || this.#shape.isTaken(then)
    const isShort = end - from <= 2 && !isTitled && !NUMBER.test(last.bare)
    return isShort && isLast && !PEOPLE.has(next.bare) ? end + 1 : end
  }

  /** Words without capitals, up to the next one that cannot belong to a name. */
  #plain(from: number): FoundNamed | undefined {
    let end = from
    for (let at = from; at < this.#tokens.length && at < from + MOST_PLAIN_WORDS; at += 1) {
      const token = this.#tokens[at]
      const before = this.#tokens[at - 1]
      if (!token || this.#shape.isTaken(token) || (this.#shape.isCommon(at) && !this.#isInnerLetter(at, from))) break
      if (at > from && before && (endsSentence(before, token) || endsPart(before))) break
      end = at + 1
    }
    return this.#shape.isOfKindsOnly(from, end) ? undefined : this.#spanOf(from, end)
  }

  /** "clinica de la raza", "a j dental lab". */
  #isInnerLetter(at: number, from: number): boolean {
    const bare = this.#tokens[at]?.bare ?? ''
    return at > from && at + 1 < this.#tokens.length && LINKS.has(bare) && !this.#shape.isCommon(at + 1)
  }

  /** "Greenview Dental Care, Yvonne Yang", "Anne Cole, MD", "Dr. Hoang, Tuan A."; but not "Supercuts, Please". */
  #goesOnAfterComma(at: number, from: number): boolean {
    const [token, next] = [this.#tokens[at], this.#tokens[at + 1]]
    if (!token) return false
    if (SUFFIX.test(token.bare)) return true
    if (LINKS.has(token.bare.toLowerCase())) return next !== undefined && this.#shape.goesOn(at + 1)
    if (!this.#shape.goesOn(at)) return false
    if (TITLE.test(this.#tokens[from]?.text ?? '') && at === from + 2) return true
    return !endsSentence(token, next) && next !== undefined && this.#shape.goesOn(at + 1)
  }

  #isArticle(at: number): boolean {
    const token = this.#tokens[at]
    const next = this.#tokens[at + 1]
    return token !== undefined && next !== undefined && ARTICLES.has(token.text) && !endsPart(token)
  }

  #spanOf(from: number, to: number): FoundNamed | undefined {
    const [first, last] = [this.#tokens[from], this.#tokens[to - 1]]
    if (!first || !last || to <= from) return undefined
    const start = first.start + Math.max(0, first.text.indexOf(first.bare))
    const end = last.start + Math.max(0, last.text.indexOf(last.bare)) + last.bare.length
    const quote = this.#text.slice(start, end)
    return /\p{L}/u.test(quote) && !LETTER.test(quote) ? { quote, start, end } : undefined
  }
}

/**
 * Finds the name of something: after one of the cues, or, where it was asked for, as the answer. What is written with
 * capitals is taken whole ("the Hair Gallery of Rome"); a text without any is read by its words. First to last.
 */
export function findNamed(whole: string, options: NamedOptions): FoundNamed[] {
  const text = readable(whole)
  const reader = new Reader(text, options)
  const found = options.cues.flatMap((cue) => {
    if (options.language === 'zh') return hanNameAfter(text, cue.end) ?? []
    const name = reader.after(cue.end)
    return name ? reader.whole(name) : []
  })
  if (options.asked === true && found.length === 0) found.push(...[reader.anywhere() ?? reader.answer() ?? []].flat())
  const longestFirst = found.toSorted((a, b) => b.quote.length - a.quote.length || a.start - b.start)
  const kept: FoundNamed[] = []
  for (const name of longestFirst) {
    if (!kept.some(({ start, end }) => start < name.end && name.start < end)) kept.push(name)
  }
  return kept.toSorted((a, b) => a.start - b.start)
}
