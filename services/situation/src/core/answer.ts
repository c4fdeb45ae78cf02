import type { LanguageCode, PendingAction } from '@repartee/contracts'
import { asksQuestion, findPick, normalize, readYesNo, splitSentences } from '@repartee/language'
import { proposalOf } from './proposal.ts'
import type { Reading } from './reading.ts'

const YES_NO = new Set<PendingAction['kind']>([
  'confirm_booking',
  'confirm_move',
  'confirm_cancel',
  'confirm_human',
  'confirm_reminder',
  'confirm_task',
])

/** Does what waits want a yes or a no? */
export const wantsYesNo = (pending: PendingAction | null) => pending !== null && YES_NO.has(pending.kind)

/** Words that open a sentence as often as they agree. */
const WEAK = new Set(
  'y e a and i so but pero mas и а но ו ok okay okey right alright well sure fine so vale bueno bien claro ya ладно хорошо так ну ясно понятно טוב אוקיי אוקי בסדר bom bem certo ta tudo bem entendi'.split(
    ' ',
  ),
)

/** Words that agree and begin no question. */
const STRONG = new Set(
  'yes yeah yep yup perfect correct exactly absolutely si claro perfecto correcto exacto да конечно верно כן בדיוק מושלם sim perfeito correto exato 是 对'.split(
    ' ',
  ),
)

/** The contact's yes or no to something of ours; null when nothing was asked, or it is neither. */
export function answerOf(reading: Reading): 'yes' | 'no' | null {
  const tapped = reading.choice?.get('answer')
  if (tapped === 'yes' || tapped === 'no') return tapped
  if (reading.text.trim() === '' || takesAny(reading)) return null
  const isDue = isAsked(reading)
  for (const language of reading.languages) {
    const { answer, rest } = readYesNo(reading.text, language)
    // A no that opens the message is one also where nothing of ours was put as a question.
    if (answer === 'no' && (isDue || (wasSpokenTo(reading) && rest !== reading.text.trim()))) return 'no'
    if (answer === 'yes' && isDue && !isOpening(reading, rest, language) && !tellsWhatWasAsked(reading)) return 'yes'
    if (answer === 'unclear' && isDue && agreesBesideQuestion(reading, language)) return 'yes'
  }
  return agreesInDeed(reading) ? 'yes' : null
}

/** "That works for me. What is the address?": agrees in a sentence of its own. */
function agreesBesideQuestion({ text, isQuestion, asked }: Reading, language: LanguageCode): boolean {
  if (!isQuestion || asked !== null) return false
  const [first, ...others] = splitSentences(text, language)
  return (
    first !== undefined &&
    others.length > 0 &&
    !asksQuestion(first, language) &&
    readYesNo(first, language).answer === 'yes'
  )
}

/** "Which day?" – "Yes, Tuesday would be great": tells it, and agrees to nothing. */
function tellsWhatWasAsked(reading: Reading): boolean {
  const { asked, pending, entries, services, resources, captured } = reading
  if (asked === null || pending !== null) return false
  const { slot, task } = proposalOf(reading)
  if (slot !== null || task !== null) return false
  const isTold = Object.values(captured?.slots ?? {}).some(({ by }) => by === 'rules')
  return isTold || entries.length > 0 || services.length > 0 || resources.length > 0
}

const wasSpokenTo = ({ turn }: Reading) => turn.snapshot.history.some(({ role }) => role !== 'contact')

/** "OK, how much is it?" and "есть попозже?" agree to nothing; "Yes! And is there parking?" does. */
function isOpening({ text, isQuestion }: Reading, rest: string, language: Parameters<typeof asksQuestion>[1]): boolean {
  if (rest === '') return isQuestion && /\s/u.test(text.trim())
  if (!asksQuestion(rest, language)) return false
  const opening = text.slice(0, text.length - rest.length).trim()
  if (/[.!]/u.test(opening)) return false
  const words = normalize(opening).split(' ')
  if (words.some((word) => STRONG.has(word))) return false
  // "Great, and do you …?" praises what was said; "sounds good, …?" agrees.
  const isSaid = words.filter((word) => !WEAK.has(word)).length > 1
  return !isSaid || !/\p{P}/u.test(opening)
}

/** "I don't mind which" takes one of the offers. */
function takesAny({ pending, text, languages }: Reading): boolean {
  if (!pending?.kind.startsWith('choose_')) return false
  return languages.some((language) => findPick(text, language)?.which === 'any')
}

/** Was something of ours said that a yes or a no can be about? */
function isAsked({ pending, asked, turn, languages }: Reading): boolean {
  if (pending !== null || asked !== null) return true
  const last = turn.snapshot.history.findLast(({ role }) => role !== 'contact')
  return last !== undefined && (/[?？؟]/u.test(last.text) || languages.some((code) => asksQuestion(last.text, code)))
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
  confirm_task: 'collect',
}
