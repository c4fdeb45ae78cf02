import type { Choice, LanguageCode } from '@repartee/contracts'
import { splitSentences } from '@repartee/language'

/** One message of a provider. */
export type OutgoingPart =
  | { kind: 'text'; text: string }
  | { kind: 'buttons'; text: string; buttons: Choice[] }
  | { kind: 'list'; text: string; open: string; rows: (Choice & { description?: string })[] }

// Limits of the WhatsApp Cloud API: developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
const TEXT_LENGTH = 4096
const BODY_LENGTH = 1024
const BUTTONS = 3
const BUTTON_TITLE = 20
const ROWS = 10
const ROW_TITLE = 24
const ROW_DESCRIPTION = 72

/** What the button says that opens a list. */
const OPEN_LIST: Record<LanguageCode, string> = {
  en: 'Choose',
  es: 'Elegir',
  ru: 'Выбрать',
  he: 'לבחירה',
  pt: 'Escolher',
  zh: '选择',
}

/** A reply as WhatsApp shows it: up to three buttons, a list of up to ten rows, else numbered text. */
export function whatsappParts(text: string, choices: readonly Choice[], language: LanguageCode): OutgoingPart[] {
  if (choices.length === 0) return texts(text, language)
  if (choices.length > ROWS) return texts(numbered(text, choices), language)
  const pieces = split(text, BODY_LENGTH, language)
  const body = pieces.pop() ?? text
  const before = pieces.map((piece): OutgoingPart => ({ kind: 'text', text: piece }))
  if (choices.length <= BUTTONS && choices.every(({ title }) => title.length <= BUTTON_TITLE)) {
    return [...before, { kind: 'buttons', text: body, buttons: [...choices] }]
  }
  return [...before, { kind: 'list', text: body, open: OPEN_LIST[language], rows: choices.map(row) }]
}

/** A reply where there are no buttons: choices are numbered. */
export function plainParts(
  text: string,
  choices: readonly Choice[],
  language: LanguageCode,
  length: number,
): OutgoingPart[] {
  const whole = choices.length > 0 ? numbered(text, choices) : text
  return split(whole, length, language).map((piece) => ({ kind: 'text', text: piece }))
}

function texts(text: string, language: LanguageCode): OutgoingPart[] {
  return split(text, TEXT_LENGTH, language).map((piece) => ({ kind: 'text', text: piece }))
}

function row({ id, title }: Choice): Choice & { description?: string } {
  if (title.length <= ROW_TITLE) return { id, title }
  return { id, title: `${title.slice(0, ROW_TITLE - 1)}…`, description: title.slice(0, ROW_DESCRIPTION) }
}

function numbered(text: string, choices: readonly Choice[]): string {
  return [text, ...choices.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n')
}

/** Splits at the ends of sentences, which keep the spaces and lines between them; a longer one between words, or anywhere. */
export function split(text: string, length: number, language: LanguageCode = 'en'): string[] {
  if (text.length <= length) return [text]
  const ends = sentenceEnds(text, language)
  const pieces: string[] = []
  let start = afterSpace(text, 0)
  while (text.length - start > length) {
    const cut = ends.findLast((end) => end > start && end <= start + length) ?? cutWithin(text, start, length)
    pieces.push(text.slice(start, cut).trimEnd())
    start = afterSpace(text, cut)
  }
  const last = text.slice(start).trimEnd()
  return last === '' ? pieces : [...pieces, last]
}

function sentenceEnds(text: string, language: LanguageCode): number[] {
  let at = 0
  return splitSentences(text, language).flatMap((sentence) => {
    const found = text.indexOf(sentence, at)
    if (found < 0) return []
    at = found + sentence.length
    return [at]
  })
}

/** Between two words, else between two characters. */
function cutWithin(text: string, start: number, length: number): number {
  const space = text.slice(start, start + length + 1).search(/\s\S*$/)
  if (space > 0) return start + space
  const end = start + length
  const isInsideCharacter = /[\uDC00-\uDFFF]/.test(text.charAt(end)) && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return isInsideCharacter ? end - 1 : end
}

function afterSpace(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0)
}
