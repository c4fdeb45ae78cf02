import type { Choice } from '@repartee/contracts'
import { asksQuestion, findPick, saysGoodbye, similarity, thanks, words } from '@repartee/language'
import { triggeredIntents, type Pack, type PhraseMatch, type Task } from '@repartee/packs'
import { answerOf } from './answer.ts'
import { goesAlong, proposalOf } from './proposal.ts'
import type { Reading } from './reading.ts'
import { says } from './words.ts'

export interface TaskAfter {
  readonly task: Task | null
  /** Another request, while one is open. */
  readonly competing: Task | null
  /** Does this turn begin the task? */
  readonly begins: boolean
  /** Was the open one given up? */
  readonly givenUp: boolean
}

const BARE_WORDS = 3
const SHORT_WORDS = 8
/** Intents that belong to whatever task is open, and begin their own only when none is. */
const FLEXIBLE = new Set(['ask_availability', 'closing_signal'])

/** One task at a time: what is under way after a turn, and what competes with it. */
export function taskAfter(reading: Reading, isAnswered: boolean): TaskAfter {
  const { pack, turn } = reading
  const open = taskNamed(pack, turn.snapshot.task)
  const picked = pickedTask(reading)
  if (picked) return { task: picked, competing: null, begins: picked !== open, givenUp: false }
  const wanted = wantedTask(reading, open, isAnswered) ?? agreedTask(reading)
  if (open === null) {
    const competing = wanted && otherRequest(reading, wanted)
    return { task: wanted, competing, begins: wanted !== null, givenUp: isRefused(reading) }
  }
  const givenUp = isGivenUp(reading, open, wanted)
  if (givenUp) {
    const next = wanted && wanted !== open && wanted.kind !== 'cancel' ? wanted : null
    return { task: next, competing: null, begins: next !== null, givenUp }
  }
  if (wanted === null || wanted === open || belongsTo(reading, open, wanted)) return staying(open)
  // What was asked for is answered at once: nothing of it stays open beside another request.
  if (open.kind === 'inquire') return { task: wanted, competing: null, begins: true, givenUp: false }
  if (says(reading.text, 'instead')) return { task: wanted, competing: null, begins: true, givenUp: false }
  return { ...staying(open), competing: wanted }
}

const staying = (task: Task): TaskAfter => ({ task, competing: null, begins: false, givenUp: false })

export const taskNamed = (pack: Pack, name: string | null | undefined): Task | null =>
  pack.tasks.find((task) => task.name === name) ?? null

/** The task that an intent starts. */
export function taskOf(pack: Pack, intent: string): Task | null {
  return taskNamed(pack, pack.intents.find(({ name }) => name === intent)?.task)
}

/** The contact's word on which of two comes first. */
function pickedTask(reading: Reading): Task | null {
  const { choice, pending, pack, intents, text, languages } = reading
  const chosen = taskNamed(pack, choice?.get('task'))
  if (chosen || pending?.kind !== 'choose_task') return chosen
  const offered = pending.choices.map(({ id }) => taskNamed(pack, new URLSearchParams(id).get('task')))
  const named = intents.map(({ id }) => taskOf(pack, id)).find((task) => task !== null && offered.includes(task))
  if (named) return named
  const like = likeTitle(text, pending.choices)
  if (like !== -1) return offered[like] ?? null
  // "Which first?" makes "first" no number, unless it is all that is said.
  if (words(text, languages[0] ?? 'en').length > BARE_WORDS) return null
  for (const language of languages) {
    const pick = findPick(text, language)
    if (pick) return (pick.which === 'last' ? offered.at(-1) : offered[pick.index]) ?? null
  }
  return null
}

const LIKE_ENOUGH = 0.5

/** Which of the choices has a word in its title that the text has too, in this form or another; -1 where none or several do. */
function likeTitle(text: string, choices: readonly Choice[]): number {
  const said = words(text, 'en')
  const titles = choices.map(({ title }) => words(title, 'en'))
  const isOwn = (word: string, at: number) => titles.every((others, index) => index === at || !others.includes(word))
  const like = titles.map((title, at) => {
    const own = title.filter((word) => word.length > 3 && isOwn(word, at))
    return Math.max(0, ...own.flatMap((word) => said.map((one) => similarity(word, one))))
  })
  const best = Math.max(...like)
  return best >= LIKE_ENOUGH && like.filter((one) => one === best).length === 1 ? like.indexOf(best) : -1
}

/** Tasks that change the calendar: two of them in one message are two requests. */
const CHANGES = new Set<Task['kind']>(['book', 'move', 'cancel'])
const AND =
  /[\s,;.!]+(?:and|then|also|plus|y|e|luego|después|además|también|и|а|потом|также|ещё|depois|também)(?=\s)|[,;.!]?\s(?=ו\p{L})|然后|并且?|还要|以及/iu

/** "Please cancel my appointment and book a cleaning": the other request of a message that opens a conversation. */
function otherRequest({ pack, text, languages }: Reading, wanted: Task): Task | null {
  const clauses = text.split(AND)
  if (!CHANGES.has(wanted.kind) || clauses.length < 2) return null
  // Each for itself: words of one request speak against the other in the same clause only.
  const tasks = clauses.map((clause) =>
    triggeredIntents(pack, clause, languages)
      .filter(({ id }) => !FLEXIBLE.has(id))
      .map(({ id }) => taskOf(pack, id))
      .find((task) => task !== null),
  )
  const other = tasks.find((task) => task !== undefined && task !== null && task !== wanted && CHANGES.has(task.kind))
  return tasks.includes(wanted) ? (other ?? null) : null
}

/** The task that we offered to begin, when the contact agrees. */
function agreedTask(reading: Reading): Task | null {
  const { task } = proposalOf(reading)
  return task !== null && goesAlong(reading, answerOf(reading)) ? taskNamed(reading.pack, task) : null
}

/** The task that the words ask for. Asking a question is none; naming a service and a time begins a booking. */
function wantedTask(reading: Reading, open: Task | null, isAnswered: boolean): Task | null {
  const { pack, refusal } = reading
  const isRead = (match: PhraseMatch) => !(refusal && match.start < refusal.end && refusal.start < match.end)
  for (const match of reading.intents.filter(isRead)) {
    const task = taskOf(pack, match.id)
    if (task === null || task.kind === 'handoff') continue
    if (open && FLEXIBLE.has(match.id)) continue
    if (match.id === 'closing_signal' && open === null && reading.services.length === 0) continue
    return task
  }
  return open === null && isBookingWish(reading, isAnswered)
    ? (pack.tasks.find(({ kind }) => kind === 'book') ?? null)
    : null
}

/** "Cleaning on Tuesday at 3?", "a filling", "tomorrow at five": a wish without a verb. */
function isBookingWish(reading: Reading, isAnswered: boolean): boolean {
  const { pack, intents, services, resources, entries, isQuestion, text, refusal, captured } = reading
  if (refusal || !pack.calendar) return false
  const asks = intents.some(({ id }) => pack.intents.find(({ name }) => name === id)?.acknowledgement === 'question')
  const isPast = entries.some(({ isPast: past }) => past === true)
  if (asks || isPast) return false
  const isNamed = services.length > 0 || resources.length > 0 || hasNamed(captured, pack)
  const hasDay = entries.some(({ date, quote, start }) => date !== undefined && !isHabit(text, quote, start))
  if (isNamed) {
    if (entries.length > 0) return true
    return isQuestion ? !isAnswered && isToldOf(reading) : words(text, 'en').length <= SHORT_WORDS || isToldOf(reading)
  }
  if (isAnswered || !hasDay || isCourtesy(reading)) return false
  return isQuestion ? asksAboutDay(reading) : entries.some(({ time }) => time !== undefined)
}

/** Does a day stand in the very sentence that asks? "Could we go on in English? We lose leads at the weekend" does not. */
function asksAboutDay({ text, entries, languages }: Reading): boolean {
  const asking = [...text.matchAll(SENTENCE)].filter(({ 0: sentence }) =>
    languages.some((language) => asksQuestion(sentence, language)),
  )
  return entries.some(({ start }) =>
    asking.some(({ index, 0: sentence }) => index <= start && start < index + sentence.length),
  )
}

const SENTENCE = /[^.!?;\n。！？；؟]+(?:[.!?;\n。！？；؟]+|$)/gu

/** "Do you work on Sundays?", "¿abren los domingos?": every such day, and none in particular. */
function isHabit(text: string, quote: string, start: number): boolean {
  return HABIT.test(text.slice(Math.max(0, start - HABIT_LEAD), start + quote.length))
}

const HABIT_LEAD = 8
const HABIT =
  /(?:mon|tues|wednes|thurs|fri|satur|sun)days$|(?:^|\s)(?:los|aos|às|as|nos|nas)\s+\p{L}+$|(?:^|\s)по\s+\p{L}+(?:ам|ям)$|בימי\s+\S+$|每\S+$/iu

/** "My daughter has a rash, who can look at it?": a service stands in a clause that asks nothing. */
function isToldOf({ text, services, languages }: Reading): boolean {
  const clauses = [...text.matchAll(/[^.,;!?\n]+(?<mark>[.,;!?\n]|$)/gu)]
  return services.some(({ start }) => {
    const clause = clauses.find(({ index, 0: words }) => index <= start && start < index + words.length)
    if (!clause || clause.groups?.['mark'] === '?') return false
    return !languages.some((language) => asksQuestion(clause[0], language))
  })
}

const isCourtesy = ({ text, languages }: Reading) =>
  languages.some((language) => thanks(text, language) || saysGoodbye(text, language))

function hasNamed(captured: Reading['captured'], pack: Pack): boolean {
  const service = pack.slots.find(({ type }) => type === 'service')?.name
  return service !== undefined && captured !== null && service in captured.slots
}

/** A request that is part of the open task: another time for what we are just booking. */
function belongsTo({ pending }: Reading, open: Task, wanted: Task): boolean {
  const isOffered =
    pending?.kind === 'choose_time' || pending?.kind === 'confirm_booking' || pending?.kind === 'confirm_move'
  const kinds = new Set([open.kind, wanted.kind])
  return isOffered && kinds.has('book') && kinds.has('move')
}

/** "Forget it", "I don't need it any more", a bare "cancel" in the middle of a booking. */
function isGivenUp(reading: Reading, open: Task, wanted: Task | null): boolean {
  if (isRefused(reading)) return true
  const isBare = words(reading.text, reading.language.code).length <= BARE_WORDS
  return isBare && open.kind !== 'cancel' && wanted?.kind === 'cancel' && reading.pending?.kind !== 'confirm_reminder'
}

/** Is the whole matter refused, and not a detail of it? */
export function isRefused(reading: Reading): boolean {
  const { refusal, services, entries, correction, slots, pack } = reading
  if (says(reading.text, 'givesUp')) return true
  if (!refusal) return false
  const isElse = (span: { start: number; end: number }) => span.start >= refusal.end || span.end <= refusal.start
  if (entries.some(isElse) || services.some(isElse) || correction?.wrong !== undefined) return false
  if (refusal.of === '' || says(refusal.of, 'matter')) return true
  const service = pack.slots.find(({ type }) => type === 'service')?.name
  return services.some(({ id }) => service !== undefined && slots[service]?.value === id)
}
