import { detectLanguage, findPhones, LANGUAGES } from '@repartee/language'
import { z } from 'zod'
import type { Figure } from '../../bench/figures.ts'
import { atLeast, Share } from '../figure.ts'
import { readLines } from '../dialogues.ts'

/** A line of a table: a message and what must be found in it. */
const line = z.object({
  text: z.string(),
  region: z.string().length(2),
  lang: z.enum(LANGUAGES),
  /** The number in E.164, or the language; null where nothing is to be found. */
  expect: z.string().nullable(),
})
export type TableLine = z.output<typeof line>
export type TellTable = (what: string, found: unknown, line: TableLine) => void

/** Phones in digits and words: the number that was meant, valid, or none where none is. */
export function phoneFigures(file: string, tell: TellTable): Figure[] {
  const lines = readLines(file, line)
  const share = new Share()
  for (const each of lines) {
    const phones = findPhones(each.text, { region: each.region, language: each.lang, asked: true })
    const found = phones.findLast(({ e164 }) => e164 !== undefined)?.e164 ?? null
    share.count(found === each.expect)
    if (found !== each.expect) tell('phone', found, each)
  }
  return [atLeast('phones: the valid number', share.share, 0.97, `${share.all} messages`)]
}

/** The language of messages that stand alone. */
export function languageFigures(file: string, tell: TellTable): Figure[] {
  const lines = readLines(file, line)
  const share = new Share()
  for (const each of lines) {
    const { language } = detectLanguage(each.text, { allowed: LANGUAGES, fallback: 'en' })
    share.count(language === each.expect)
    if (language !== each.expect) tell('language', language, each)
  }
  return [atLeast('languages: identified', share.share, 0.98, `${share.all} messages`)]
}
