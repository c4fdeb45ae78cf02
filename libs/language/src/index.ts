export { LANGUAGES, isLanguage, languageName, type Language } from './language.ts'
export { detectLanguage, type DetectOptions, type DetectedLanguage } from './detect.ts'

export { prepareReaders } from './prepare.ts'
export { normalize } from './text/fold.ts'
export { isOneTypoApart, similarity } from './text/similarity.ts'
export { readable } from './text/recent.ts'
export { wordCount, words } from './text/tokens.ts'
export { bestMatch, containsPhrase, findPhrase, rankMatches, type BestMatch, type FoundPhrase } from './match/match.ts'
export { SentenceCutter, splitSentences } from './sentences/sentences.ts'

export { findDateTimes } from './dates/find.ts'
export { findPastPeriod, type PastPeriod } from './dates/past.ts'
export { resolveDateTime, toInstant, type ResolvedDateTime } from './dates/resolve.ts'
export type { DateTimeEntry, DateTimeOptions, DayPart } from './dates/entry.ts'

export { findPhones, type FoundPhone, type PhoneOptions } from './phones/find.ts'
export { spokenPhone } from './phones/spoken.ts'
export { findEmails, type FoundEmail } from './facts/emails.ts'
export { findAddresses, type FoundAddress } from './facts/addresses.ts'
export { findNames, type FoundName, type NameOptions } from './facts/names.ts'
export { findNamed, type FoundNamed, type NamedOptions } from './facts/named.ts'
export { findMoney, findNumbers, type FoundMoney, type FoundNumber } from './facts/numbers.ts'
export { spellOut } from './facts/spelling.ts'

export { readYesNo, type YesNo } from './acts/answer.ts'
export { findCorrection, type Correction } from './acts/correction.ts'
export { findRefusal, type Refusal } from './acts/refusal.ts'
export { findPick, type Picked } from './acts/pick.ts'
export { isStart, isStop } from './acts/stop.ts'
export { takesProposal } from './acts/take.ts'
export {
  asksAlternatives,
  asksForHuman,
  asksIfBot,
  asksQuestion,
  asksToRepeat,
  frustrationMarks,
  greets,
  saysEnough,
  saysGoodbye,
  thanks,
  type FrustrationMarks,
} from './acts/phrases.ts'

export { formatDate, formatDateTime, formatTime, spokenDate, spokenTime, type DateStyle } from './format/dates.ts'
export { formatDuration, formatMoney, formatNumber, formatPhone } from './format/amounts.ts'
