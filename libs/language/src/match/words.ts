import type { Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'
import { foldText } from '../text/fold.ts'
import { isOneTypoApart } from '../text/similarity.ts'

export interface WordRules {
  endings: Set<string>
  stopWords: Set<string>
  negators: Set<string>
}

const rules = new Map<Language, WordRules>()

function asSet(list: string): Set<string> {
  return new Set(foldText(list).split(' ').filter(Boolean))
}

/** Endings, stop-words and negators of a language as sets; built once. */
export function wordRulesOf(language: Language): WordRules {
  let known = rules.get(language)
  if (!known) {
    const { text } = tableOf(language)
    known = { endings: asSet(text.endings).add(''), stopWords: asSet(text.stopWords), negators: asSet(text.negators) }
    rules.set(language, known)
  }
  return known
}

const HEBREW_PREFIXES = 'בלהומשכ'
const TYPO_LETTERS = 5
const STEM_LETTERS = 3

function isInflection(a: string, b: string, { endings }: WordRules): boolean {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared += 1
  const longer = Math.max(a.length, b.length)
  for (let stem = shared; stem >= STEM_LETTERS && stem * 2 >= longer; stem -= 1) {
    const [one, other] = [a.slice(stem), b.slice(stem)]
    // "Card" is no form of "caries", though "car" would be of both.
    const isSure = stem > STEM_LETTERS || one === '' || other === '' || !LATIN_LETTER.test(a)
    if (isSure && endings.has(one) && endings.has(other)) return true
  }
  return false
}

const CYRILLIC: Readonly<Record<string, string>> = {
  а: '',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: '',
  ж: 'j',
  з: 'z',
  и: '',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: '',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: '',
  ф: 'f',
  х: '',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: '',
  ь: '',
  э: '',
  ю: '',
  я: '',
}
const HEBREW: Readonly<Record<string, string>> = {
  א: '',
  ב: 'b',
  ג: 'g',
  ד: 'd',
  ה: '',
  ו: 'v',
  ז: 'z',
  ח: '',
  ט: 't',
  י: '',
  כ: 'k',
  ך: 'k',
  ל: 'l',
  מ: 'm',
  ם: 'm',
  נ: 'n',
  ן: 'n',
  ס: 's',
  ע: '',
  פ: 'p',
  ף: 'f',
  צ: 'ts',
  ץ: 'ts',
  ק: 'k',
  ר: 'r',
  ש: 'sh',
  ת: 't',
}
const CYRILLIC_LETTER = /\p{Script=Cyrillic}/u
const HEBREW_LETTER = /\p{Script=Hebrew}/u
const LATIN_LETTER = /[a-z]/u

/** The consonants of a name as they sound, in Latin letters, so that "Коэн", "כהן" and "Cohen" meet. */
function skeleton(word: string): string {
  let sounds = ''
  for (const letter of word) sounds += CYRILLIC[letter] ?? HEBREW[letter] ?? letter
  return sounds
    .replaceAll(/ph/gu, 'f')
    .replaceAll(/tz|c(?=[ei])/gu, 'ts')
    .replaceAll(/kh|ch(?=[aou])/gu, '')
    .replaceAll(/sch/gu, 'sh')
    .replaceAll(/[cq]/gu, (letter, at: number) => (sounds[at + 1] === 'h' ? letter : 'k'))
    .replaceAll(/w/gu, 'v')
    .replaceAll(/p/gu, 'f')
    .replaceAll(/b/gu, 'v')
    .replaceAll(/(?<![sc])h|[aeiouy]/gu, '')
    .replaceAll(/(.)\1+/gu, '$1')
}

function scriptOf(word: string): 'cyrillic' | 'hebrew' | 'latin' | 'other' {
  if (LATIN_LETTER.test(word)) return 'latin'
  if (CYRILLIC_LETTER.test(word)) return 'cyrillic'
  return HEBREW_LETTER.test(word) ? 'hebrew' : 'other'
}

const skeletons = new Map<string, string>()

function skeletonOf(word: string): string {
  let known = skeletons.get(word)
  if (known === undefined) {
    known = skeleton(word)
    if (skeletons.size > 5000) skeletons.clear()
    skeletons.set(word, known)
  }
  return known
}

/**
 * How surely two folded words are the same: 1 equal, 0.95 forms of one word, 0.85 one typo apart (five letters and more),
 * 0 otherwise. A Hebrew word may carry an attached letter.
 */
export function wordLikeness(a: string, b: string, language: Language): number {
  if (a === b) return 1
  const letter = a[0] ?? ''
  if (language === 'he' && a.length > 3 && a[1] === b[0] && HEBREW_PREFIXES.includes(letter)) {
    if (plainLikeness(a.slice(1), b, language) >= 0.85) return 0.9
  }
  return letter === b[0] ? plainLikeness(a, b, language) : 0
}

function plainLikeness(a: string, b: string, language: Language): number {
  if (a === b) return 1
  if (a.length >= STEM_LETTERS && b.length >= STEM_LETTERS && isInflection(a, b, wordRulesOf(language))) return 0.95
  return a.length >= TYPO_LETTERS && b.length >= TYPO_LETTERS && isOneTypoApart(a, b) ? 0.85 : 0
}

/** Whether two words in two scripts may be the same name: "Коэн", "כהן", "Cohen". */
export function soundsAlike(a: string, b: string): boolean {
  const scripts = [scriptOf(a), scriptOf(b)]
  if (scripts[0] === scripts[1] || scripts.includes('other')) return false
  const sounds = skeletonOf(a)
  return sounds.length >= 2 && sounds === skeletonOf(b)
}
