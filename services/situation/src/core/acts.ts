import type { DialogueAct } from '@repartee/contracts'
import {
  asksAlternatives,
  asksToRepeat,
  findNames,
  findPick,
  greets,
  saysEnough,
  saysGoodbye,
  takesProposal,
  thanks,
} from '@repartee/language'
import { asksToKnow } from './asking.ts'
import { goesAlong, proposalOf } from './proposal.ts'
import type { Reading } from './reading.ts'
import { taskNamed, taskOf } from './task.ts'
import { beginsWith } from './words.ts'

/** What is known besides the words when acts are read. */
export interface ActsContext {
  readonly answer: 'yes' | 'no' | null
  readonly asksHuman: boolean
  readonly isAnswerable: boolean
  readonly competes: boolean
  readonly replaces: boolean
  /** The task that the turn begins. */
  readonly begun: string | null
}

const GREETING_WORDS = 4
const PHONE_DIGITS = 7

/** The dialogue acts of a turn, in the order of the contract. */
export function actsOf(reading: Reading, context: ActsContext): DialogueAct[] {
  const proposal = proposalOf(reading)
  const asks = context.isAnswerable || asksToKnow(reading)
  const alternatives = wantsAlternatives(reading, context.answer)
  const selects = isSelection(reading) || takes(reading, context, { asks, alternatives })
  const corrects = isCorrection(reading)
  const isEnough = inLanguage(reading, saysEnough)
  // Who takes or turns down what was proposed says so by that; "that's all" turns down more help.
  const answer = proposal.slot !== null ? null : context.answer
  const found: Record<DialogueAct, boolean> = {
    inform: informs(reading, { selects, answer: context.answer, asks: reading.isQuestion || asks, alternatives }),
    request: asks,
    affirm: answer === 'yes' || isAgreed(reading, context),
    negate: answer === 'no' || (isEnough && proposal.isOfHelp),
    select: selects,
    request_alternatives: alternatives,
    correct: corrects,
    interrupt: beginsWith(reading.text, 'interrupt') && !corrects && !selects,
    switch_topic: context.competes || context.replaces,
    follow_up: isFollowUp(reading),
    thank: inLanguage(reading, thanks),
    greet: isGreeting(reading),
    // "Yes, that's it" agrees; "that's all" turns down more help.
    goodbye: inLanguage(reading, saysGoodbye) && !(isEnough && (proposal.isOfHelp || answer === 'yes')),
    ask_human: context.asksHuman,
  }
  if (found.thank) found.thank = !isPoliteness(found, proposal.isOfHelp)
  return (Object.keys(found) as DialogueAct[]).filter((act) => found[act])
}

/** Thanks beside what answers or asks are a manner of speaking. */
function isPoliteness(found: Record<DialogueAct, boolean>, isHelpOffered: boolean): boolean {
  const { affirm, negate, select, request, inform, request_alternatives: alternatives } = found
  return affirm || select || request || inform || alternatives || (negate && !isHelpOffered)
}

/** Takes the one thing that we proposed: by a yes, by words that take it, or by going on to what comes next. */
function takes(
  reading: Reading,
  { answer, begun }: ActsContext,
  { asks, alternatives }: { asks: boolean; alternatives: boolean },
): boolean {
  if (proposalOf(reading).slot === null || asks || alternatives || answer === 'no') return false
  return answer === 'yes' || inLanguage(reading, takesProposal) || (begun !== null && !isInquiry(reading, begun))
}

/** Begins the task that we offered to begin, or says what it needs. */
function isAgreed(reading: Reading, { answer, begun }: ActsContext): boolean {
  const { task } = proposalOf(reading)
  return task !== null && answer !== 'no' && (begun === task || goesAlong(reading, answer))
}

const isInquiry = ({ pack }: Reading, task: string) => taskNamed(pack, task)?.kind === 'inquire'

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
  const { slot } = proposalOf(reading)
  if (pending === null && turn.snapshot.task === null && slot === null) return false
  if (inLanguage(reading, asksAlternatives)) return true
  if (slot !== null) return answer === 'no' || searchesOn(reading, slot)
  return pending?.kind === 'choose_time' && answer === 'no' && entries.length === 0
}

/** Asks to look again, or says what the one that was proposed is not. */
function searchesOn({ pack, intents, captured }: Reading, slot: string): boolean {
  const inquiries = pack.tasks.filter(({ kind }) => kind === 'inquire')
  const said = Object.entries(captured?.slots ?? {}).filter(([name, { by }]) => by === 'rules' && name !== slot)
  return (
    intents.some(({ id }) => inquiries.some((inquiry) => inquiry === taskOf(pack, id))) ||
    said.some(([name]) => inquiries.some(({ slots }) => slots.some((wanted) => wanted.slot === name)))
  )
}

function informs(
  reading: Reading,
  {
    selects,
    answer,
    asks,
    alternatives,
  }: { selects: boolean; answer: 'yes' | 'no' | null; asks: boolean; alternatives: boolean },
): boolean {
  const { text, entries, services, resources, captured, asked, refusal } = reading
  if (text.trim() === '') return false
  if (captured && Object.values(captured.slots).some(({ by }) => by === 'rules')) return true
  const isNews = entries.length > 0 || services.length > 0 || resources.length > 0
  if (isNews && !selects) return true
  if (text.replaceAll(/\D/gu, '').length >= PHONE_DIGITS) return true
  return asked !== null && answer === null && !asks && refusal === null && !selects && !alternatives
}

function isFollowUp(reading: Reading): boolean {
  const { text, turn } = reading
  if (turn.snapshot.history.length === 0) return false
  return beginsWith(text, 'followUp') || inLanguage(reading, asksToRepeat)
}
