import { detectLanguage, LANGUAGES, wordCount } from '@repartee/language'
import { fallbackAdvice, type Pack } from '@repartee/packs'
import { z } from 'zod'
import type { Figure } from '../../bench/figures.ts'
import { readLines } from '../dialogues.ts'
import { atLeast, Share } from '../figure.ts'
import { turnOf } from '../turns.ts'
import { understand } from '../understand.ts'

const MOST_WORDS = 60

/** What a contact says, and what good advice on it holds: any one of each list, case does not matter. */
const line = z.object({
  pack: z.string(),
  language: z.enum(LANGUAGES),
  text: z.string(),
  /** Words that show that it is about this. */
  fits: z.array(z.string()).min(1),
  /** Words that name the next step. */
  next: z.array(z.string()).min(1),
})
export type AdviceLine = z.output<typeof line>
export type TellAdvice = (what: string, advice: string, line: AdviceLine) => void

/** The packs' own advice, as it is given where no model coaches: it fits, names the next step, is short and in the right language. */
export function coachFigures(file: string, packNamed: (name: string) => Pack, tell: TellAdvice): Figure[] {
  const lines = readLines(file, line)
  const shares = { fits: new Share(), next: new Share(), language: new Share(), short: new Share() }
  for (const each of lines) {
    const advised = adviceOn(each, packNamed(each.pack))
    const holds = (words: readonly string[]) => words.some((word) => advised.advice.toLowerCase().includes(word))
    const whole = [advised.advice, ...advised.tips].join(' ')
    const found = detectLanguage(whole, { allowed: LANGUAGES, fallback: each.language }).language
    const right = {
      fits: advised.source === 'fallback' && holds(each.fits),
      next: holds(each.next),
      language: found === each.language,
      short: wordCount(whole) < MOST_WORDS,
    }
    for (const what of ['fits', 'next', 'language', 'short'] as const) {
      shares[what].count(right[what])
      if (!right[what]) tell(what, whole, each)
    }
  }
  const of = `${lines.length} messages`
  return [
    atLeast('coach: fits the situation', shares.fits.share, 0.95, of),
    atLeast('coach: names the next step', shares.next.share, 0.95, of),
    atLeast('coach: in the right language', shares.language.share, 1, of),
    atLeast(`coach: under ${MOST_WORDS} words with its tips`, shares.short.share, 1, of),
  ]
}

function adviceOn({ text, language }: AdviceLine, pack: Pack) {
  const turn = turnOf(text, {
    at: '2026-11-20T09:30:00Z',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    pack: pack.name,
    defaultLanguage: language,
  })
  const { detection } = understand(turn, pack)
  return fallbackAdvice(pack, detection.language.code, detection.intent.name)
}
