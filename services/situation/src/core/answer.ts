import type { PendingAction } from '@repartee/contracts'
import { asksQuestion, findPick, normalize, readYesNo } from '@repartee/language'
import type { Reading } from './reading.ts'

const YES_NO = new Set<PendingAction['kind']>([
  'confirm_booking',
  'confirm_move',
  'confirm_cancel',
  'confirm_human',
  'confirm_reminder',
])

/** Does what waits want a yes or a no? */
export const wantsYesNo = (pending: PendingAction | null) => pending !== null && YES_NO.has(pending.kind)

/** Words that open a sentence as often as they agree. */
const WEAK = new Set(
  'y e a and i so but pero mas и а но ו ok okay okey right alright well sure fine so vale bueno bien claro ya ладно хорошо так ну ясно понятно טוב אוקיי אוקי בסדר bom bem certo ta tudo bem entendi'.split(
    ' ',
  ),
)

/** The contact's yes or no to something of ours; null when nothing was asked, or it is neither. */
export function answerOf(reading: Reading): 'yes' | 'no' | null {
  const tapped = reading.choice?.get('answer')
  if (tapped === 'yes' || tapped === 'no') return tapped
  if (reading.text.trim() === '' || !isAsked(reading) || takesAny(reading)) return null
  for (const language of reading.languages) {
    const { answer, rest } = readYesNo(reading.text, language)
    if (answer === 'no') return 'no'
    if (answer === 'yes' && !isOpening(reading, rest, language)) return 'yes'
  }
  return agreesInDeed(reading) ? 'yes' : null
}

/** "OK, how much is it?" and "есть попозже?" agree to nothing; "Yes! And is there parking?" does. */
function isOpening({ text, isQuestion }: Reading, rest: string, language: Parameters<typeof asksQuestion>[1]): boolean {
  if (rest === '') return isQuestion && /\s/u.test(text.trim())
  if (!asksQuestion(rest, language)) return false
  const opening = text.slice(0, text.length - rest.length).trim()
  if (/[.!]/u.test(opening)) return false
  if (!/\p{P}/u.test(opening)) return true
  return normalize(opening)
    .split(' ')
    .every((word) => WEAK.has(word))
}

/** "I don't mind which" takes one of the offers. */
function takesAny({ pending, text, languages }: Reading): boolean {
  if (!pending?.kind.startsWith('choose_')) return false
  return languages.some((language) => findPick(text, language)?.which === 'any')
}

/** Was something of ours said that a yes or a no can be about? */
function isAsked({ pending, asked, turn }: Reading): boolean {
  if (pending !== null || asked !== null) return true
  const last = turn.snapshot.history.findLast(({ role }) => role !== 'contact')
  return last !== undefined && /[?？؟]/u.test(last.text)
}

/** "Book it", "cancel it please": asks for what we have offered to do. */
function agreesInDeed({ pending, intents, pack, isQuestion, refusal, text, ...named }: Reading): boolean {
  const kind = CARRIED_OUT[pending?.kind ?? 'choose_task']
  if (kind === undefined || isQuestion || refusal !== null || text.split(/\s+/u).length > DEED_WORDS) return false
  // "I need a filling too" asks for another thing.
  if (named.entries.length + named.services.length + named.resources.length > 0) return false
  return intents.some(({ id }) => {
    const task = pack.intents.find(({ name }) => name === id)?.task
    return pack.tasks.some((one) => one.name === task && one.kind === kind)
  })
}

const DEED_WORDS = 6
const CARRIED_OUT: Partial<Record<PendingAction['kind'], string>> = {
  confirm_booking: 'book',
  confirm_move: 'move',
  confirm_cancel: 'cancel',
  confirm_human: 'handoff',
}
