import type { Choice, PendingAction, SlotValues } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import type { Dialogue, DialogueTurn } from './dialogues.ts'
import { pendingAction, turnOf, type Before } from './turns.ts'
import { understand, type Understood } from './understand.ts'

/** "Today" of the dialogues. */
export const TODAY = { at: '2019-03-01T09:00:00Z', timeZone: 'UTC', language: 'en' } as const
const PROVIDERS = ['dentist_name', 'doctor_name', 'stylist_name']
const SLOTS: Readonly<Record<string, string>> = {
  city: 'city',
  type: 'kind',
  is_unisex: 'kind',
  offers_cosmetic_services: 'kind',
  appointment_date: 'date',
  appointment_time: 'time',
  ...Object.fromEntries(PROVIDERS.map((name) => [name, 'provider'])),
}

/** The pack's slot for one of the dialogues' slots. */
export const slotOf = (name: string): string | undefined => SLOTS[name]

/** A user's turn, what the system said before, and what was understood. */
export interface Followed {
  readonly dialogue: Dialogue
  readonly index: number
  readonly turn: DialogueTurn
  readonly before: DialogueTurn | undefined
  readonly input: ReturnType<typeof turnOf>
  readonly understood: Understood
  /** What waited for the user's word. */
  readonly pending: PendingAction['kind'] | null
  /** The task under way after the turn, or the last one where none is. */
  readonly task: string | null
}

/**
 * Plays a dialogue through understanding. What the contact said is carried on as it was understood, not as it is
 * annotated; what the system did is taken from its acts, as the session would hold it.
 */
export function follow(dialogue: Dialogue, pack: Pack): Followed[] {
  const followed: Followed[] = []
  const history: { role: 'contact' | 'ai'; text: string }[] = []
  let slots: SlotValues = {}
  let task: string | null = null
  let lastTask: string | null = null
  let state: Before['state'] = 'idle'
  let offer: readonly Choice[] = []
  let pending: PendingAction | null = null
  let said: DialogueTurn | undefined
  for (const [index, turn] of dialogue.turns.entries()) {
    if (turn.speaker === 'system') {
      if (said) history.push({ role: 'ai', text: said.text })
      said = turn
      offer = offerAfter(turn, offer)
      pending = pendingAfter(turn)
      task = ledTo(turn) ?? task
      lastTask = task ?? lastTask
      if (pending) state = 'booking_confirmation'
      if (does(turn, 'NOTIFY_SUCCESS')) {
        task = null
        state = 'idle'
        slots = Object.fromEntries(Object.entries(slots).filter(([name]) => name !== 'date' && name !== 'time'))
      }
      continue
    }
    const slot = askedBy(said, offer)
    const input = turnOf(turn.text, {
      ...TODAY,
      region: 'US',
      pack: pack.name,
      defaultLanguage: 'en',
      state,
      task,
      slots,
      pending,
      history,
      turnCount: Math.floor(index / 2),
      ...(said ? { said: { text: said.text, choices: choicesOf(said, offer), ...(slot ? { slot } : {}) } } : {}),
    })
    const understood = understand(input, pack)
    const { captured, detection } = understood
    task = detection.task
    lastTask = task ?? lastTask
    state = detection.state
    const kept = Object.entries(slots).filter(([name]) => !captured.dropped.includes(name))
    slots = { ...Object.fromEntries(kept), ...captured.slots }
    const kind = pending?.kind ?? null
    followed.push({ dialogue, index, turn, before: said, input, understood, pending: kind, task: lastTask })
    if (said) history.push({ role: 'ai', text: said.text })
    history.push({ role: 'contact', text: turn.text })
    said = undefined
  }
  return followed
}

const does = (turn: DialogueTurn, act: string) => turn.acts.some((one) => one.act === act)
const aboutOf = (turn: DialogueTurn, act: string) =>
  turn.acts.filter((one) => one.act === act).map(({ slot }) => slotOf(slot))

/** A provider that was offered stays on the table while only questions about it are answered. */
function offerAfter(turn: DialogueTurn, before: readonly Choice[]): readonly Choice[] {
  const offered = turn.acts.filter(({ act, slot }) => act === 'OFFER' && PROVIDERS.includes(slot))
  const isOfTime = aboutOf(turn, 'OFFER').some((slot) => slot === 'date' || slot === 'time')
  if (offered.length > 0 && !isOfTime)
    return offered.flatMap(({ values }) =>
      values.map((name) => ({ id: `provider=${encodeURIComponent(name)}`, title: name })),
    )
  return turn.acts.every(({ act }) => act === 'INFORM') ? before : []
}

/** What the system asks for or reads back shows which task is under way. */
function ledTo(turn: DialogueTurn): string | null {
  const asked = aboutOf(turn, 'REQUEST')
  if (does(turn, 'CONFIRM') || asked.some((slot) => slot === 'date' || slot === 'time' || slot === 'provider'))
    return 'book'
  return asked.some((slot) => slot === 'city' || slot === 'kind') ? 'find' : null
}

/** A read-back, or another time in its place, waits for a yes. */
function pendingAfter(turn: DialogueTurn): PendingAction | null {
  const isOfTime = aboutOf(turn, 'OFFER').some((slot) => slot === 'date' || slot === 'time')
  return does(turn, 'CONFIRM') || isOfTime ? pendingAction('confirm_booking') : null
}

/** Of several things that were asked for, a name first: days and times speak for themselves. */
function askedBy(turn: DialogueTurn | undefined, offer: readonly Choice[]): string | undefined {
  const asked = turn ? aboutOf(turn, 'REQUEST') : []
  if (offer.length > 0) return 'provider'
  return ['provider', 'city'].find((name) => asked.includes(name)) ?? asked.find((name) => name !== undefined)
}

function choicesOf(turn: DialogueTurn, offer: readonly Choice[]): readonly Choice[] {
  return does(turn, 'OFFER_INTENT') ? [{ id: 'task=book', title: 'book' }] : offer
}
