import type { ConversationState, DialogueAct } from '@repartee/contracts'
import type { Task } from '@repartee/packs'

export type TaskKind = Task['kind']

/** What the reply does next. */
export type Saying =
  | 'ask_what'
  | 'ask_missing'
  | 'offer'
  | 'read_back'
  | 'carry_out'
  | 'ask_again'
  | 'ask_instead'
  | 'ask_which'
  | 'answer'
  | 'keep'
  | 'thank'
  | 'greet'
  | 'close'
  | 'wait'
  | 'call_human'

/** An act, or `none` where nothing was understood. */
export type Move = DialogueAct | 'none'

export interface Moment {
  readonly state: ConversationState
  readonly act: Move
  /** The kind of the task after the turn; null when none is under way. */
  readonly task: TaskKind | null
  /** Does this turn begin the task? */
  readonly begins: boolean
  /** Names of the slots that the task still needs. */
  readonly missing: readonly string[]
}

export interface Next {
  readonly state: ConversationState
  readonly missing: readonly string[]
  readonly say: Saying
}

type Target = ConversationState | 'same' | 'of_task'
type Cell = readonly [to: Target, say: Saying]
/** Where it matters whether anything is missing: the cell while something is, and the cell when all is there. */
type Answer = Cell | { readonly open: Cell; readonly complete: Cell }

const FILLS: Answer = { open: ['booking_new', 'ask_missing'], complete: ['booking_confirmation', 'read_back'] }
const MOVES: Answer = { open: ['rescheduling', 'ask_missing'], complete: ['rescheduling', 'read_back'] }

const IN_EVERY_STATE: Readonly<Record<Move, Answer>> = {
  inform: ['same', 'ask_missing'],
  request: ['same', 'answer'],
  affirm: ['same', 'ask_missing'],
  negate: ['same', 'ask_instead'],
  select: ['same', 'ask_missing'],
  request_alternatives: ['same', 'offer'],
  correct: ['same', 'ask_missing'],
  interrupt: ['same', 'wait'],
  switch_topic: ['awaiting_info', 'ask_which'],
  follow_up: ['same', 'answer'],
  thank: ['same', 'thank'],
  greet: ['same', 'greet'],
  goodbye: ['idle', 'close'],
  ask_human: ['escalated', 'call_human'],
  none: ['same', 'ask_again'],
}

const BY_STATE: Readonly<Record<ConversationState, Partial<Record<Move, Answer>>>> = {
  idle: {
    inform: ['idle', 'ask_what'],
    request: ['service_inquiry', 'answer'],
    affirm: ['idle', 'ask_what'],
    negate: ['idle', 'close'],
    select: ['idle', 'ask_what'],
    request_alternatives: ['service_inquiry', 'answer'],
    correct: ['idle', 'ask_what'],
    switch_topic: ['idle', 'ask_what'],
    none: ['idle', 'ask_what'],
  },
  service_inquiry: {
    inform: ['service_inquiry', 'ask_what'],
    affirm: ['service_inquiry', 'ask_what'],
    negate: ['idle', 'close'],
    switch_topic: ['service_inquiry', 'answer'],
    thank: ['idle', 'thank'],
    none: ['service_inquiry', 'ask_what'],
  },
  booking_new: {
    inform: FILLS,
    select: FILLS,
    correct: FILLS,
    affirm: FILLS,
    request_alternatives: ['booking_new', 'offer'],
  },
  booking_confirmation: {
    affirm: ['idle', 'carry_out'],
    negate: ['booking_new', 'ask_instead'],
    inform: FILLS,
    select: FILLS,
    correct: FILLS,
    request_alternatives: ['booking_new', 'offer'],
  },
  rescheduling: {
    inform: MOVES,
    select: MOVES,
    correct: MOVES,
    affirm: { open: ['rescheduling', 'ask_missing'], complete: ['idle', 'carry_out'] },
    negate: ['idle', 'keep'],
  },
  canceling: {
    affirm: ['idle', 'carry_out'],
    negate: ['idle', 'keep'],
    request_alternatives: ['rescheduling', 'offer'],
  },
  awaiting_info: {
    select: ['of_task', 'ask_missing'],
    inform: ['of_task', 'ask_missing'],
    affirm: ['of_task', 'ask_missing'],
    negate: ['idle', 'ask_what'],
  },
  escalated: {
    inform: ['escalated', 'wait'],
    affirm: ['escalated', 'wait'],
    negate: ['escalated', 'wait'],
    select: ['escalated', 'wait'],
    request_alternatives: ['escalated', 'wait'],
    correct: ['escalated', 'wait'],
    switch_topic: ['escalated', 'wait'],
    goodbye: ['escalated', 'close'],
    none: ['escalated', 'wait'],
  },
}

const OF_TASK: Readonly<Record<TaskKind, ConversationState>> = {
  book: 'booking_new',
  move: 'rescheduling',
  cancel: 'canceling',
  list: 'service_inquiry',
  inquire: 'service_inquiry',
  handoff: 'escalated',
  collect: 'booking_new',
}

/** The state after an act, what is still missing, and what to say. Total: every state answers every act. */
export function next({ state, act, task, begins, missing }: Moment): Next {
  if (begins && task !== null && act !== 'ask_human') return begun(task, missing)
  const answer = BY_STATE[state][act] ?? IN_EVERY_STATE[act]
  const [to, say] = 'open' in answer ? (missing.length > 0 ? answer.open : answer.complete) : answer
  const target = to === 'of_task' ? (task === null ? 'idle' : OF_TASK[task]) : to === 'same' ? state : to
  return { state: target, missing, say }
}

function begun(task: TaskKind, missing: readonly string[]): Next {
  const state = OF_TASK[task]
  if (task === 'handoff') return { state, missing, say: 'call_human' }
  if (task === 'list' || task === 'inquire') return { state, missing, say: 'answer' }
  if (task === 'cancel') return { state, missing, say: 'read_back' }
  if (task === 'book' && missing.length === 0) return { state: 'booking_confirmation', missing, say: 'read_back' }
  return { state, missing, say: missing.length > 0 ? 'ask_missing' : 'read_back' }
}

/** Of several acts the one that decides where the conversation goes. */
export function decisiveAct(acts: readonly DialogueAct[], hasTask: boolean): Move {
  // Without a task, what stands in a question is no news.
  if (!hasTask && acts.includes('request') && !acts.includes('ask_human')) return 'request'
  return DECISIVE.find((act) => acts.includes(act)) ?? 'none'
}

const DECISIVE: readonly DialogueAct[] = [
  'ask_human',
  'switch_topic',
  'correct',
  'select',
  'request_alternatives',
  'affirm',
  'negate',
  'inform',
  'request',
  'follow_up',
  'goodbye',
  'thank',
  'greet',
  'interrupt',
]
