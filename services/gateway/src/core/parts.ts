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
  if (choices.length === 0) return texts(text)
  if (choices.length > ROWS) return texts(numbered(text, choices))
  const pieces = split(text, BODY_LENGTH)
  const body = pieces.pop() ?? text
  const before = pieces.map((piece): OutgoingPart => ({ kind: 'text', text: piece }))
  if (choices.length <= BUTTONS && choices.every(({ title }) => title.length <= BUTTON_TITLE)) {
    return [...before, { kind: 'buttons', text: body, buttons: [...choices] }]
  }
  return [...before, { kind: 'list', text: body, open: OPEN_LIST[language], rows: choices.map(row) }]
}

/** A reply where there are no buttons: choices are numbered. */
export function plainParts(text: string, choices: readonly Choice[], length = TEXT_LENGTH): OutgoingPart[] {
  return split(choices.length > 0 ? numbered(text, choices) : text, length).map((piece) => ({
    kind: 'text',
    text: piece,
  }))
}

function texts(text: string): OutgoingPart[] {
  return split(text, TEXT_LENGTH).map((piece) => ({ kind: 'text', text: piece }))
}

function row({ id, title }: Choice): Choice & { description?: string } {
  if (title.length <= ROW_TITLE) return { id, title }
  return { id, title: `${title.slice(0, ROW_TITLE - 1)}…`, description: title.slice(0, ROW_DESCRIPTION) }
}

function numbered(text: string, choices: readonly Choice[]): string {
  return [text, ...choices.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n')
}

/** Splits at the ends of sentences; a sentence that is longer by itself is cut. */
export function split(text: string, length: number): string[] {
  if (text.length <= length) return [text]
  const pieces: string[] = []
  let piece = ''
  for (const sentence of splitSentences(text, 'en')) {
    if (piece !== '' && piece.length + sentence.length + 1 > length) {
      pieces.push(piece)
      piece = ''
    }
    piece = piece === '' ? sentence : `${piece} ${sentence}`
    while (piece.length > length) {
      pieces.push(piece.slice(0, length))
      piece = piece.slice(length)
    }
  }
  return piece === '' ? pieces : [...pieces, piece]
}
