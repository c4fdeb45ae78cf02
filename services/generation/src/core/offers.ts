import type { Choice, Opening, PendingAction } from '@repartee/contracts'
import { mint, slotOfType, type Context } from './context.ts'
import { dateWords, personName, serviceName, shortDate, timeWords } from './names.ts'
import type { Part } from './step.ts'
import type { Wish } from './wish.ts'

/** The id of a choice: the slots that taking it fills, as a query string (`date=2026-11-24&time=15:00`). */
export function choiceId(slots: Readonly<Record<string, string>>): string {
  return new URLSearchParams(slots).toString()
}

/** One opening for each start, spread evenly over what there is. */
export function spread(openings: readonly Opening[], count: number): Opening[] {
  const starts = [
    ...new Map(openings.map((opening) => [opening.startsAt, opening] as const).toReversed()).values(),
  ].toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
  if (starts.length <= count) return starts
  return Array.from({ length: count }, (_, index) => starts[Math.floor((index * starts.length) / count)]).filter(
    (opening) => opening !== undefined,
  )
}

/** Offers openings as choices: the words, and what waits for the contact's word. */
export function offer(
  context: Context,
  wish: Wish,
  openings: readonly Opening[],
): { part: Part; pending: PendingAction } {
  const days = new Set(openings.map(({ localDate }) => localDate))
  const [day = null] = days
  return {
    part: offerPart(context, wish, serviceName(context, wish.service), days.size === 1 ? day : null),
    pending: mint(context, 'choose_time', {
      summary: `choose a time for ${wish.service}`,
      data: { service: wish.service },
      choices: openings.map((opening) => choiceOf(context, opening, days.size === 1 && day === wish.from)),
    }),
  }
}

function offerPart(context: Context, wish: Wish, service: string, day: string | null): Part {
  if (day === null) return { key: 'offer.days', params: { service } }
  const date = dateWords(context, day)
  return wish.person === null
    ? { key: 'offer.times', params: { service, date } }
    : { key: 'offer.times_person', params: { service, date, person: personName(context, wish.person) } }
}

function choiceOf(context: Context, opening: Opening, isWishedDay: boolean): Choice {
  const { pack } = context
  const slots: Record<string, string> = {}
  const fill = (type: 'date' | 'time' | 'person', value: string) => {
    const slot = slotOfType(pack, type)
    if (slot) slots[slot.name] = value
  }
  fill('date', opening.localDate)
  fill('time', opening.localTime)
  fill('person', opening.resource.key)
  const time = timeWords(context, opening.localTime)
  const title = isWishedDay ? time : `${shortDate(context, opening.localDate)}, ${time}`
  return { id: choiceId(slots), title }
}
