import type { PendingAction } from '@repartee/contracts'
import { agreedOffer } from '../agreement.ts'
import { answers } from '../answers.ts'
import type { Context } from '../context.ts'
import { NOT_UNDERSTOOD, STAND_IN, decideMatter } from '../decide.ts'
import { taskNamed } from '../context.ts'
import { missingOf } from '../missing.ts'
import type { Part } from '../step.ts'
import { today } from '../tools/hours.ts'
import { partText } from '../words.ts'
import { filled, line } from './data.ts'
import { SITUATION } from './texts.ts'

const LONGEST_VALUE = 120
const LONGEST_FACT = 600
const MOST_MEMORIES = 8

/** A fact about a contact that outlives the session. */
export interface Memory {
  readonly key: string
  readonly value: string
}

/** How to answer this turn: the principle, by itself, for counting. */
export function principleLine({ pack, principle }: Pick<Context, 'pack' | 'principle'>): string {
  const found = pack.principles.find(({ name }) => name === principle)
  return found ? filled(SITUATION.principle, { instruction: found.instruction }) : ''
}

/** What changes from turn to turn: the instant, the principle, what is known, what waits, the facts that bear on it. */
export function situationOf(context: Context, memory: readonly Memory[] = []): string {
  return [
    nowLine(context),
    principleLine(context),
    knownLine(context),
    waitingLine(context),
    ...problemLines(context),
    missingLine(context),
    factsLine(context),
    comesAcross(context),
    memory.length === 0 ? '' : filled(SITUATION.memory, { memory: memoryLine(memory) }),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function nowLine({ now, turn }: Context): string {
  const { timeZone } = turn.snapshot.settings
  const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(new Date(now))
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(now))
  return filled(SITUATION.now, { now: `${weekday} ${today(now, timeZone)} ${clock}`, zone: timeZone })
}

function knownLine({ slots, pack }: Context): string {
  const isPersonal = (name: string) => {
    const type = pack.slots.find((slot) => slot.name === name)?.type
    return type === 'phone' || type === 'email' || type === 'address'
  }
  // A number or an address serves no wording: that it is known is enough.
  const known = Object.entries(slots).map(([name, { value }]) => {
    return isPersonal(name) ? `${name} (given)` : `${name}=${line(value, LONGEST_VALUE)}`
  })
  return known.length === 0 ? '' : filled(SITUATION.known, { slots: known.join(', ') })
}

const TOOL_OF: Partial<Record<PendingAction['kind'], string>> = {
  confirm_booking: 'book',
  confirm_move: 'move',
  confirm_cancel: 'cancel',
}

/** What waits for the contact's word, with how it may be used. */
function waitingLine(context: Context): string {
  const { pending } = context.turn.snapshot
  if (pending === null) return ''
  const values = { offer: pending.id, summary: line(pending.summary, LONGEST_VALUE), tool: TOOL_OF[pending.kind] ?? '' }
  const { waiting } = SITUATION
  if (pending.kind.startsWith('choose_')) {
    const choices = pending.choices.map(({ title }) => line(title, LONGEST_VALUE)).join('; ')
    return filled(waiting.choice, { choices })
  }
  if (!context.detection.pending.relevant) return filled(waiting.aside, values)
  if (agreedOffer(context) !== null) return filled(waiting.yes, values)
  return context.detection.acts.includes('negate') ? SITUATION.refused : filled(waiting.unclear, values)
}

function problemLines({ captured }: Context): string[] {
  return captured.problems.map(({ quote, problem }) => {
    return filled(SITUATION.problem, { quote: line(quote, LONGEST_VALUE), problem: problem.replaceAll('_', ' ') })
  })
}

function missingLine(context: Context): string {
  const task = taskNamed(context.pack, context.detection.task)
  if (task === null || task.kind === 'move' || agreedOffer(context) !== null) return ''
  const [slot] = missingOf(context, task)
  const description = context.pack.slots.find(({ name }) => name === slot)?.description
  return slot === undefined || description === undefined ? '' : filled(SITUATION.missing, { slot, description })
}

function factsLine(context: Context): string {
  const facts = words(context, answers(context))
  return facts === '' ? '' : filled(SITUATION.facts, { facts: line(facts, LONGEST_FACT) })
}

/** A model knows better than rules that did not understand, or had no answer. */
const UNSAID: ReadonlySet<string> = new Set([NOT_UNDERSTOOD.kind, STAND_IN.kind])

/** What the rules would say, where they need no calendar and understood: it must come across, in better words. */
function comesAcross(context: Context): string {
  const draft = decideMatter(context, [])
  if (draft.do === 'ask' || draft.plan.sidecar.some(({ kind }) => UNSAID.has(kind))) return ''
  const said = words(context, draft.plan.parts)
  return said === '' ? '' : filled(SITUATION.say, { said: line(said, LONGEST_FACT) })
}

const words = (context: Context, parts: readonly Part[]) => parts.map((part) => partText(context, part)).join(' ')

const memoryLine = (memory: readonly Memory[]) =>
  memory
    .slice(0, MOST_MEMORIES)
    .map(({ key, value }) => `${key}: ${line(value, LONGEST_VALUE)}`)
    .join('; ')
