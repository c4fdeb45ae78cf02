import type { DialogueAct } from '@repartee/contracts'
import { asksAlternatives, asksToRepeat, findNames, findPick, greets, saysGoodbye, thanks } from '@repartee/language'
import type { Reading } from './reading.ts'
import { beginsWith } from './words.ts'

/** What is known besides the words when acts are read. */
export interface ActsContext {
  readonly answer: 'yes' | 'no' | null
  readonly asksHuman: boolean
  readonly isAnswerable: boolean
  readonly competes: boolean
  readonly replaces: boolean
}

const GREETING_WORDS = 4
const PHONE_DIGITS = 7

/** The dialogue acts of a turn, in the order of the contract. */
export function actsOf(reading: Reading, context: ActsContext): DialogueAct[] {
  const { answer } = context
  const selects = isSelection(reading)
  const corrects = isCorrection(reading)
  const alternatives = wantsAlternatives(reading, answer)
  const asks = reading.isQuestion || context.isAnswerable
  const found: Record<DialogueAct, boolean> = {
    inform: informs(reading, { selects, answer, asks }),
    request: asks,
    affirm: answer === 'yes',
    negate: answer === 'no',
    select: selects,
    request_alternatives: alternatives,
    correct: corrects,
    interrupt: beginsWith(reading.text, 'interrupt') && !corrects && !selects,
    switch_topic: context.competes || context.replaces,
    follow_up: isFollowUp(reading),
    thank: inLanguage(reading, thanks),
    greet: isGreeting(reading),
    goodbye: inLanguage(reading, saysGoodbye),
    ask_human: context.asksHuman,
  }
  return (Object.keys(found) as DialogueAct[]).filter((act) => found[act])
}

const inLanguage = (
  { text, languages }: Reading,
  is: (text: string, language: Reading['languages'][number]) => boolean,
) => languages.some((language) => is(text, language))

/** A greeting stands at the beginning; "tomorrow morning" is none. */
function isGreeting({ text, languages, entries }: Reading): boolean {
  const masked = entries.reduce(
    (rest, { start, end }) => rest.slice(0, start) + '#'.repeat(end - start) + rest.slice(end),
    text,
  )
  const opening = masked.trim().split(/\s+/u).slice(0, GREETING_WORDS).join(' ')
  return languages.some((language) => greets(opening, language))
}

/** Takes one of the things that were offered. */
function isSelection(reading: Reading): boolean {
  const { choice, pending, text, languages, entries, captured } = reading
  if (choice) return !choice.has('answer')
  if (captured && Object.values(captured.slots).some(({ by }) => by === 'choice')) return true
  if (!pending?.kind.startsWith('choose_')) return false
  if (inLanguage(reading, asksAlternatives)) return false
  if (languages.some((language) => findPick(text, language) !== undefined)) return true
  return pending.choices.some(({ id }) => {
    const offered = new URLSearchParams(id)
    return entries.some(
      ({ date, time }) => offered.get('time') === (time ?? '') || (!time && offered.get('date') === (date ?? '')),
    )
  })
}

/** "No, Tuesday": what comes instead must be said, and something must have been said before. */
function isCorrection({ correction, captured, turn, pending, refusal, text, ...named }: Reading): boolean {
  if (captured && captured.corrected.length > 0) return true
  if (correction === null || refusal !== null) return false
  if (pending === null && Object.keys(turn.snapshot.slots).length === 0) return false
  const from = text.lastIndexOf(correction.right)
  const isNamed = [...named.entries, ...named.services, ...named.resources].some(({ start }) => start >= from)
  const isName = named.languages.some((language) => findNames(text, { language }).length > 0)
  return isNamed || isName || /\d/u.test(correction.right)
}

/** Asks for something else than was offered; a no to a list of times asks for others. */
function wantsAlternatives(reading: Reading, answer: 'yes' | 'no' | null): boolean {
  const { pending, turn, entries } = reading
  if (pending === null && turn.snapshot.task === null) return false
  if (inLanguage(reading, asksAlternatives)) return true
  return pending?.kind === 'choose_time' && answer === 'no' && entries.length === 0
}

function informs(
  reading: Reading,
  { selects, answer, asks }: { selects: boolean; answer: 'yes' | 'no' | null; asks: boolean },
): boolean {
  const { text, entries, services, resources, captured, asked, refusal } = reading
  if (text.trim() === '') return false
  if (captured && Object.values(captured.slots).some(({ by }) => by === 'rules')) return true
  const isNews = entries.length > 0 || services.length > 0 || resources.length > 0
  if (isNews && !selects) return true
  if (text.replaceAll(/\D/gu, '').length >= PHONE_DIGITS) return true
  return asked !== null && answer === null && !asks && refusal === null && !selects
}

function isFollowUp(reading: Reading): boolean {
  const { text, turn } = reading
  if (turn.snapshot.history.length === 0) return false
  return beginsWith(text, 'followUp') || inLanguage(reading, asksToRepeat)
}
