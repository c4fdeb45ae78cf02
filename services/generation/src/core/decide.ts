import { message } from '@repartee/packs'
import { answers } from './answers.ts'
import { yesNoChoices } from './choices.ts'
import { command } from './command.ts'
import { mint, taskNamed, withoutTaskSlots, type Context } from './context.ts'
import { intentAnswer } from './knowledge.ts'
import { lead } from './lead.ts'
import { keepForLater, takeUpAgain } from './later.ts'
import { askFor } from './missing.ts'
import { answerPending, askAgain } from './pending.ts'
import { say, saidFirst } from './plan.ts'
import { courtesy, opening } from './social.ts'
import type { Part, Plan, Say, Step, ToolResult } from './step.ts'
import { list } from './tasks/appointment.ts'
import { book } from './tasks/book.ts'
import { cancel } from './tasks/cancel.ts'
import { collect } from './tasks/collect.ts'
import { journal } from './tasks/journal.ts'
import { move } from './tasks/move.ts'
import { consent, human, media, redFlag } from './urgent.ts'

/**
 * The next step of a turn at the rules level: a question to the calendar, or what is said. Called again with the
 * results until it says something. Pure: the same context and results give the same step.
 */
export function decide(given: Context, results: readonly ToolResult[]): Step {
  const context = forgetOldTask(given)
  const urgent = consent(context) ?? redFlag(context)
  if (urgent) return urgent
  const step = decideMatter(context, results)
  return step.do === 'ask' ? step : saidFirst(opening(context), step)
}

/** The same for the matter itself: without a greeting, and without saying who we are. */
export function decideMatter(given: Context, results: readonly ToolResult[]): Step {
  const context = forgetOldTask(given)
  const step = human(context) ?? media(context) ?? command(context) ?? answered(context, results)
  return step.do === 'say' ? takeUpAgain(context, step) : step
}

/** A task that gives way to another takes its slots along, but for those that this turn gave. */
export function forgetOldTask(context: Context): Context {
  const { snapshot } = context.turn
  const isSame = snapshot.task === null || snapshot.task === context.detection.task
  const slots = { ...withoutTaskSlots(context.pack, context.slots), ...context.captured.slots }
  return keepForLater(context, isSame ? context : { ...context, slots })
}

function answered(context: Context, results: readonly ToolResult[]): Step {
  const known = answers(context)
  const facts = known.length > 0 ? known : intentAnswer(context)
  const step =
    answerPending(context, results) ??
    (facts.length === 0 ? askAgain(context) : null) ??
    problem(context) ??
    whichTask(context) ??
    (isAside(context, facts) ? null : work(context, results))
  const sympathy = principleOpening(context)
  if (step?.do === 'ask') return step
  if (step) return saidFirst([...sympathy, ...facts], step)
  const { snapshot } = context.turn
  if (facts.length > 0) {
    const { pending } = snapshot
    const { parts, change } = lead(context)
    return say(context, [...sympathy, ...facts, ...parts], {
      pending,
      choices: [],
      task: context.detection.task,
      state: context.detection.state,
      ...(known.length > 0 ? {} : standIn(context)),
      ...change,
    })
  }
  if (isGivenUp(context) && context.detection.acts.includes('negate')) return changedMind(context)
  const polite = courtesy(context)
  if (polite.length > 0) return say(context, polite, { pending: snapshot.pending, choices: [] })
  if (isGivenUp(context)) return changedMind(context)
  return notUnderstood(context, sympathy)
}

/** Said only where nothing better answers: a model need not say it. */
export const STAND_IN = { kind: 'stand_in', data: {} }

function standIn({ pack, detection }: Context): Partial<Plan> {
  const intent = pack.intents.find(({ name }) => name === detection.intent.name)
  return { sidecar: [STAND_IN], hasUnansweredQuestion: intent?.toTeam ?? false }
}

/** A question beside an offer that waits: it is answered, and the offer is not dragged in. */
function isAside(context: Context, facts: readonly Part[]): boolean {
  const hasNews = Object.keys(context.captured.slots).length > 0
  return facts.length > 0 && !hasNews && context.turn.snapshot.pending !== null
}

/** What the principle says before the answer, such as sympathy; once in a row. */
export function principleOpening(context: Context): Part[] {
  const principle = context.pack.principles.find(({ name }) => name === context.principle)
  const isNew = context.turn.snapshot.principles.at(-1) !== context.principle
  return principle?.opening && isNew ? [{ key: principle.opening }] : []
}

const PROBLEMS = {
  no_such_date: 'problem.no_such_date',
  in_the_past: 'problem.past',
  ambiguous: 'problem.ambiguous',
  not_a_number: 'problem.not_a_number',
  too_far: 'problem.too_far',
  unknown_name: 'problem.unknown_person',
} as const

/** Something was said that cannot be: says what, and asks for it again. */
function problem(context: Context): Say | null {
  const [found] = context.captured.problems
  const task = taskNamed(context.pack, context.detection.task)
  if (!found || task === null) return null
  const isPhone = context.pack.slots.find(({ name }) => name === found.slot)?.type === 'phone'
  const calendar = context.pack.calendar
  const part: Part = {
    key: isPhone ? 'problem.phone' : PROBLEMS[found.problem],
    params: {
      quote: found.quote,
      days: calendar?.horizonDays ?? 0,
      people:
        calendar?.resources.map(({ names }) => names[context.detection.language.code]?.name ?? '').join(', ') ?? '',
    },
  }
  const slots = Object.fromEntries(Object.entries(context.slots).filter(([name]) => name !== found.slot))
  const asking = askFor({ ...context, slots }, task, found.slot)
  return { do: 'say', plan: { ...asking.plan, parts: [part] } }
}

/** A second request while another is open: asks which comes first. */
function whichTask(context: Context): Say | null {
  const { pack, detection } = context
  const open = taskNamed(pack, detection.task)
  const other = taskNamed(pack, detection.competingTask)
  if (open === null || other === null) return null
  const language = detection.language.code
  const label = (key: string) => message(pack, language, key)
  const choices = [open, other].map((task) => ({ id: `task=${task.name}`, title: label(task.label) }))
  return say(context, [{ key: 'which_task', params: { first: label(open.label), second: label(other.label) } }], {
    state: 'awaiting_info',
    task: open.name,
    // What was said for the other task must not change what is known for the open one.
    slots: { ...context.slots, ...context.turn.snapshot.slots },
    pending: mint(context, 'choose_task', { summary: `${open.name} or ${other.name} first`, data: {}, choices }),
  })
}

function work(context: Context, results: readonly ToolResult[]): Step | null {
  const task = taskNamed(context.pack, context.detection.task)
  switch (task?.kind) {
    case 'book':
      return book(context, task, results)
    case 'move':
      return move(context, task, results)
    case 'cancel':
      return cancel(context, task, results)
    case 'list':
      return task.tool === 'journal.find' ? journal(context, results) : list(context, task, results)
    case 'handoff':
      return human({ ...context, detection: { ...context.detection, asksHuman: true } })
    case 'collect':
      return collect(context, task)
    default:
      return null
  }
}

function isGivenUp({ turn, detection }: Context): boolean {
  const wasOpen = turn.snapshot.task !== null || turn.snapshot.pending !== null
  return wasOpen && detection.task === null
}

function changedMind(context: Context): Say {
  return say(context, [{ key: 'changed_mind' }], {
    task: null,
    state: 'idle',
    slots: withoutTaskSlots(context.pack, context.slots),
  })
}

/** A question without an answer goes to the team; anything else is asked again, and after some times a human is offered. */
function notUnderstood(context: Context, sympathy: readonly Part[]): Say {
  const { pack, detection, turn } = context
  const isOverLimit = detection.frustration > pack.limits.frustration
  if (isOverLimit || timesNotUnderstood(context) >= pack.limits.notUnderstood) {
    return say(context, [...sympathy, { key: 'human.offer' }], {
      pending: mint(context, 'confirm_human', {
        summary: 'call a person of the team',
        data: {},
        choices: yesNoChoices(context, 'button.no', 'button.human'),
      }),
    })
  }
  const hasWords = /[\p{L}\p{N}]/u.test(turn.text)
  if (detection.acts.includes('request') && hasWords) {
    return say(context, [...sympathy, { key: 'fact.unknown' }], { hasUnansweredQuestion: true })
  }
  const key = hasWords ? 'not_understood' : 'nonsense'
  return say(context, [...sympathy, { key }], {
    pending: turn.snapshot.pending,
    choices: [],
    sidecar: [NOT_UNDERSTOOD],
  })
}

/** Stands in the sidecar of a reply that says that we did not understand. */
export const NOT_UNDERSTOOD = { kind: 'not_understood', data: {} }

/** How many of the last replies in a row said that we did not understand. */
function timesNotUnderstood({ turn }: Context): number {
  const replies = turn.snapshot.replies.toReversed()
  const other = replies.findIndex(({ reply }) => !reply.sidecar.some(({ kind }) => kind === NOT_UNDERSTOOD.kind))
  return other === -1 ? replies.length : other
}
