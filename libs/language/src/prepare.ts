import { readYesNo } from './acts/answer.ts'
import { findDateTimes } from './dates/find.ts'
import { detectLanguage } from './detect.ts'
import { findEmails } from './facts/emails.ts'
import { findNames } from './facts/names.ts'
import { findNumbers } from './facts/numbers.ts'
import { LANGUAGES } from './language.ts'
import { findPhones } from './phones/find.ts'

/** Any words will do: what counts is that tables are built and the detector is loaded. */
const WORDS = 'yes, my name is Ana: Tuesday at 3, ana@example.com, 212 555 0147'

/** Loads and builds what the first message would have to wait for. */
export function prepareReaders(): void {
  detectLanguage(WORDS, { allowed: LANGUAGES, fallback: 'en' })
  for (const language of LANGUAGES) {
    findDateTimes(WORDS, { now: '2026-01-01T00:00:00Z', timeZone: 'UTC', language })
    findPhones(WORDS, { region: 'US', language })
    findNames(WORDS, { language })
    findEmails(WORDS, language)
    findNumbers(WORDS, language)
    readYesNo(WORDS, language)
  }
}
