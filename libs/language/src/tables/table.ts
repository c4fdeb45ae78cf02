import type { Language } from '../language.ts'

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night'
export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** Forms of one word or phrase, separated by `|`, to what they mean. */
export type Forms<Value> = Record<string, Value>

/**
 * One rule of the grammar: a pattern over the senses of words and the reading that it gives.
 * An element is a sense (`month`), a literal word (`=de`), alternatives (`at|on`), optional with `?`,
 * outside of the quote with a leading `~`, only looked at with a leading `>` (at the end), and is captured by a name after `:`.
 * Of readings of equal length the one with the higher fixed `priority` counts; "nothing" has 1, others 0 unless they say so.
 */
export type Rule = readonly [pattern: string, reading: string, fixed?: Readonly<Record<string, string | number>>]

/** What is needed to read numbers, dates and times. Forms are folded when they are loaded: accents and case do not matter. */
export interface CalendarTable {
  cardinals: Forms<number>
  ordinals: Forms<number>
  /** Words that may stand between parts of a number ("treinta *y* cinco"). */
  numberJoiners: string
  /** 1 Monday … 7 Sunday. */
  weekdays: Forms<number>
  months: Forms<number>
  /** Days from today. */
  dayOffsets: Forms<number>
  /** A day and its part in one word ("tonight"). */
  dayOffsetParts: Forms<readonly [offset: number, part: DayPart]>
  units: Forms<Unit>
  /** A count and a unit in one word ("שבועיים", "полчаса"). */
  spans: Forms<readonly [count: number, unit: Unit]>
  dayParts: Forms<DayPart>
  /** Parts of the day that belong to an hour ("in the afternoon", "дня"). */
  hourParts: Forms<DayPart | 'am' | 'pm'>
  /** Clock times that are words (noon), as HH:MM. */
  clockWords: Forms<string>
  /** Words with a grammatical work only: sense to forms. */
  senses: Record<string, string>
  clockRules: readonly Rule[]
  rules: readonly Rule[]
  /** What "next Tuesday" means: the nearest one after today, or the one of the next calendar week. */
  nextWeekday: 'nearest' | 'next_week'
  /** Whether 3/4 is the 3rd of April. */
  dayFirst: boolean
  weekStart: 1 | 7
}

/** Phrases of a person. In a phrase `*` stands for any ending of a word, `…` for up to three words, `(a|b)`, `?` and lookarounds as in a regular expression. */
export interface PhraseTable {
  yes: readonly string[]
  no: readonly string[]
  unsure: readonly string[]
  /** Whole answers that are neither by their words but mean one of the two. */
  yesAnywhere: readonly string[]
  noAnywhere: readonly string[]
  /** Words before an answer or after it that say nothing. */
  fillers: readonly string[]
  but: readonly string[]
  thanks: readonly string[]
  greetings: readonly string[]
  goodbyes: readonly string[]
  /** "That is all": nothing more is wanted. */
  enough: readonly string[]
  human: readonly string[]
  bot: readonly string[]
  repeat: readonly string[]
  alternatives: readonly string[]
  questions: readonly string[]
  /** Opt-out words that count whenever they are the whole message, and those that count only when nothing else is going on. */
  stopAlways: readonly string[]
  stopWhenIdle: readonly string[]
  start: readonly string[]
  /** Openings of a refusal; the thing refused follows. */
  refusals: readonly string[]
  /** Endings of a refusal that are not part of the thing. */
  refusalTails: readonly string[]
  /** A refusal whose object stands before ("the cleaning is not needed"). */
  refusalsAfter: readonly string[]
  /** Openings of a correction; the right value follows. */
  corrections: readonly string[]
  /** "not" as in "not 3, 4", and what may stand between wrong and right ("but", "sino"). */
  not: readonly string[]
  instead: readonly string[]
  frustration: readonly string[]
  already: readonly string[]
  /** Openings of a name ("my name is"). */
  nameOpenings: readonly string[]
  titles: readonly string[]
  /** Words that follow "I am" or stand alone and are no names. */
  notNames: readonly string[]
}

export interface PhoneTable {
  /** Single digits in words, with forms that only phones use ("oh", "meia", "幺"). */
  digits: Forms<number>
  double: string
  triple: string
  quadruple: string
  /** Several of one digit ("two zeros", "три семёрки"). */
  plurals: Forms<number>
  plus: string
  /** Words between parts of a number ("then"). */
  fillers: string
  /** Words that say that a phone number comes. */
  cues: string
  /** Words that say that a number is something else (price, order, date). */
  otherCues: string
  /** Digits as they are said when a number is read back. */
  spokenDigits: readonly string[]
  spokenPlus: string
}

export interface TextTable {
  /** Words of grammar, which may differ or be missing where phrases are compared. */
  stopWords: string
  /** Further frequent words by which the language is known. */
  commonWords: string
  /** Endings by which forms of one word differ. */
  endings: string
  /** Words that end with a dot inside a sentence. */
  abbreviations: string
  /** Abbreviations that may also end a sentence (p.m., etc.): they do before a capital letter. */
  endingAbbreviations: string
  /** Words that turn what follows into its opposite. */
  negators: string
  /** Words of the language in Latin letters, where people write it so. */
  transliterated?: string
  at: string
  dot: string
  dash: string
  underscore: string
  /** Currency words to ISO 4217. */
  currencies: Forms<string>
  letters: string
}

export interface LanguageTable {
  language: Language
  calendar: CalendarTable
  phrases: PhraseTable
  phone: PhoneTable
  text: TextTable
}
