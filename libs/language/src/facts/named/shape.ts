import type { Language } from '../../language.ts'
import { foldText } from '../../text/fold.ts'
import { nameTokens, type NameToken } from './tokens.ts'
import { commonWords, LINKS, OF_PLACES, PEOPLE, PLACES, plain, PRONOUNS, SUFFIX, TITLE } from './words.ts'

interface Span {
  start: number
  end: number
}

/** What is known of a text besides its words. */
export interface Surroundings {
  language: Language
  /** Stretches that are something else, such as a day. */
  taken?: readonly Span[]
  /** Stretches that say of what kind it is ("dermatologist"): part of a name at most, never a name. */
  kinds?: readonly Span[]
}

export const CAPITAL = /^[("“«]*(?:\p{Lu}|\d+[\p{L}/-]*\d*$)/u
export const NUMBER = /^\d/u

/** What the words of a text look like: names, or words beside them. */
export class NameShape {
  readonly tokens: readonly NameToken[]
  /** Does the writer use capitals, so that words without them are no names? */
  readonly hasCapitals: boolean
  readonly #text: string
  readonly #surroundings: Surroundings
  readonly #common: ReadonlySet<string>

  constructor(text: string, surroundings: Surroundings) {
    this.#text = text
    this.#surroundings = surroundings
    this.tokens = nameTokens(text)
    this.#common = commonWords(surroundings.language)
    this.hasCapitals = /\p{Lu}\p{Ll}/u.test(text.slice(1))
  }

  isName(token: NameToken, at: number): boolean {
    if (!CAPITAL.test(token.bare)) return false
    if (PRONOUNS.has(token.bare.toLowerCase())) return this.isInitial(at)
    return !NUMBER.test(token.bare) || /^\s*[\p{Lu}]/u.test(this.#text.slice(token.end))
  }

  /** The "I." of "David I. Thompson", the "A" of "Dr. A J Dental": one letter between capitals. */
  isInitial(at: number): boolean {
    const [before, token, next] = [this.tokens[at - 1], this.tokens[at], this.tokens[at + 1]]
    if (!token || !next || !/^\p{Lu}$/u.test(token.bare) || !CAPITAL.test(next.bare)) return false
    return token.bare !== 'I' || (token.text === 'I.' && CAPITAL.test(before?.bare ?? ''))
  }

  /** "primo's Barbershop", "Peter castillo MD": a word that somebody forgot to write with a capital. */
  isInLowerCase(at: number, from: number): boolean {
    const [token, next] = [this.tokens[at], this.tokens[at + 1]]
    if (!token || !next || !/^\p{Ll}/u.test(token.bare) || !CAPITAL.test(next.bare) || this.isCommon(at)) return false
    if (at === from) return /['’]s$/iu.test(token.bare)
    return SUFFIX.test(next.bare) || /^\p{Ll}\.$/u.test(token.text)
  }

  isLink({ text }: NameToken, from: number): boolean {
    const word = text.toLowerCase()
    return LINKS.has(word) || (word === 'at' && TITLE.test(this.tokens[from]?.text ?? ''))
  }

  goesOn(at: number): boolean {
    const token = this.tokens[at]
    if (token === undefined || this.isTaken(token) || !this.isName(token, at)) return false
    return !this.isCommon(at) || this.isInitial(at) || /^\p{Lu}\.$/u.test(token.text)
  }

  isCommon(at: number): boolean {
    const bare = plain(this.tokens[at]?.bare ?? '')
    return bare === '' || this.#common.has(bare)
  }

  isTaken({ start, end }: NameToken): boolean {
    return (this.#surroundings.taken ?? []).some((span) => span.start < end && start < span.end)
  }

  /** "Doctor", "a Hair Salon", "Dermatologist": what it is and not its name. */
  isOfKindsOnly(from: number, to: number): boolean {
    return this.tokens.slice(from, to).every((token) => {
      const word = foldText(token.bare)
      const isKind = (this.#surroundings.kinds ?? []).some((span) => span.start < token.end && token.start < span.end)
      return isKind || PEOPLE.has(word) || PLACES.has(word) || OF_PLACES.has(word) || LINKS.has(token.bare)
    })
  }

  isOfName({ text, bare }: NameToken): boolean {
    return TITLE.test(text) || (PLACES.has(foldText(bare)) && /^\p{Lu}/u.test(bare) && bare === text)
  }

  /** "the salon Fig & Clover": in lower case it is no part of the name that follows. */
  isPlaceBeside(at: number): boolean {
    const bare = this.tokens[at]?.bare ?? ''
    return this.hasCapitals && PLACES.has(bare) && /^\p{Ll}/u.test(bare)
  }
}
