import type { Choice } from '@repartee/contracts'
import type { Principle } from '@repartee/packs'
import { choiceId } from './offers.ts'
import { button } from './choices.ts'
import { taskNamed, type Context } from './context.ts'
import { question } from './missing.ts'
import type { Part, Plan } from './step.ts'

/** How often a slot is asked for while nothing is under way, before it is left alone. */
const MOST_TIMES_ASKED = 2
/** After an invitation that many replies leave without another. */
const REPLIES_BETWEEN_INVITATIONS = 3
/** The longest title of a list's row, in characters: the WhatsApp Cloud API's limit. */
const LONGEST_TITLE = 24
const MOST_CHOICES = 10

export function principleOf({ pack, principle }: Pick<Context, 'pack' | 'principle'>): Principle | undefined {
  return pack.principles.find(({ name }) => name === principle)
}

/** The answer that the principle itself holds, such as what is said to an objection; in other words when it was said before. */
export function principleAnswer(context: Context): Part[] {
  const answer = principleOf(context)?.answer
  if (answer === undefined) return []
  const { principles, settings } = context.turn.snapshot
  const variant = principles.filter((name) => name === context.principle).length
  return [{ key: answer, params: { business: settings.businessName }, variant }]
}

/** What leads the conversation on after an answer, and what of the plan it changes. */
export interface Lead {
  readonly parts: readonly Part[]
  readonly change: Partial<Plan>
}

const NO_LEAD: Lead = { parts: [], change: {} }

/**
 * How the conversation goes on where nothing is under way: asks for the first thing that the principle wants to know, or
 * offers a task. Never the same question twice in a row, and no slot more than twice.
 */
export function lead(context: Context): Lead {
  const principle = principleOf(context)
  const task = taskNamed(context.pack, context.detection.task)
  const isBusy = context.turn.snapshot.pending !== null || (task !== null && task.kind !== 'inquire')
  if (principle === undefined || isBusy) return NO_LEAD
  const slot = principle.asks.find((name) => isOpen(context, name))
  if (slot !== undefined) return asking(context, slot)
  return principle.offers && !wasInvited(context) ? inviting(context, principle.offers) : NO_LEAD
}

function asking(context: Context, slot: string): Lead {
  return {
    parts: [question(context, slot)],
    change: { choices: choicesOf(context, slot), sidecar: [{ kind: 'question', data: { slot } }] },
  }
}

function inviting(context: Context, { task, invite }: NonNullable<Principle['offers']>): Lead {
  return {
    parts: [{ key: invite, params: { business: context.turn.snapshot.settings.businessName } }],
    change: {
      choices: [button(context, 'button.yes', { task }), button(context, 'button.no', { answer: 'no' })],
      sidecar: [{ kind: INVITATION, data: { task } }],
    },
  }
}

const INVITATION = 'invitation'

function isOpen({ slots, turn }: Context, slot: string): boolean {
  if (slot in slots) return false
  const asked = turn.snapshot.replies.map(({ reply }) =>
    reply.sidecar.some(({ kind, data }) => kind === 'question' && data['slot'] === slot),
  )
  return asked.at(-1) !== true && asked.filter(Boolean).length < MOST_TIMES_ASKED
}

function wasInvited({ turn }: Context): boolean {
  return turn.snapshot.replies
    .slice(-REPLIES_BETWEEN_INVITATIONS)
    .some(({ reply }) => reply.sidecar.some(({ kind }) => kind === INVITATION))
}

/** What a slot can be, as buttons or a list, where the names are short enough and few. */
function choicesOf({ pack, detection }: Context, slot: string): Choice[] {
  const declared = pack.slots.find(({ name }) => name === slot)
  const choices = (declared?.choices ?? []).map(({ id, names }) => ({
    id: choiceId({ [slot]: id }),
    title: capitalized(names[detection.language.code]?.name ?? ''),
  }))
  const isShort = choices.every(({ title }) => title !== '' && title.length <= LONGEST_TITLE)
  return choices.length <= MOST_CHOICES && isShort ? choices : []
}

const capitalized = (title: string) => title.slice(0, 1).toLocaleUpperCase() + title.slice(1)
