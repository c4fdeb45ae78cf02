import type { Calendar, Resource } from '@repartee/packs'
import type { Context } from '../context.ts'
import type { ModelToolName } from './definitions.ts'
import { daysLater, hoursOn, instantOf, minutesOf, resourcesFor, timeOf, today, workingDays } from './hours.ts'
import type { Known } from './known.ts'
import { isPlaceholder, type ProblemReason, type ToolProblem } from './problem.ts'

const MOST_SUGGESTIONS = 5

/** A start that can be: on the grid, inside somebody's hours, with room for the whole service, not too soon. */
export function checkStart(
  context: Context,
  tool: ModelToolName,
  values: Readonly<Record<string, string | null>>,
  known: Known,
): ToolProblem[] {
  const { calendar } = context.pack
  const { service = null, person = null, date = null, time = null } = values
  if (calendar === undefined || date === null || time === null || isPlaceholder(time)) return []
  const wanted = calendar.services.find(({ key }) => key === service)
  if (wanted === undefined) return []
  const able = resourcesFor(calendar, wanted.key, person)
  const say = (field: string, reason: ProblemReason, says: string, suggestions: readonly string[]) => [
    { tool, field, reason, says, suggestions },
  ]
  const starts = startsOn(calendar, able, date, wanted.durationMinutes)
  const free = known.openings.filter(({ localDate }) => localDate === date).map(({ localTime }) => localTime)
  const options = near(free.length > 0 ? free : starts, time)
  if (!/^([01]\d|2[0-3]):[0-5]\d$/u.test(time)) {
    return say('time', 'bad_format', 'a time is written HH:MM on 24 hours', options)
  }
  if (able.every((resource) => hoursOn(calendar, resource, date).length === 0)) {
    const { timeZone } = context.turn.snapshot.settings
    const last = daysLater(today(context.now, timeZone), calendar.horizonDays)
    return say('date', 'closed', `nobody who gives it works on ${date}`, workingDays(calendar, able, date, last, 3))
  }
  const instant = instantOf(date, time, context.turn.snapshot.settings.timeZone)
  if (instant <= context.now) return say('time', 'in_the_past', `${time} of that day is over`, options)
  if (Date.parse(instant) - Date.parse(context.now) < calendar.noticeHours * 3_600_000) {
    return say('time', 'too_soon', `the earliest start is ${calendar.noticeHours} hours from now`, options)
  }
  const hours = able.flatMap((resource) => hoursOn(calendar, resource, date))
  const inside = hours.filter(([from, to]) => from <= time && time < to)
  if (inside.length === 0) {
    const open = [...new Set(hours.map(([from, to]) => `${from}–${to}`))].join(', ')
    return say('time', 'outside_hours', `the hours of that day are ${open}`, options)
  }
  if (!inside.some(([, to]) => minutesOf(time) + wanted.durationMinutes <= minutesOf(to))) {
    return say('time', 'does_not_fit', `it takes ${wanted.durationMinutes} minutes, which do not fit`, options)
  }
  return minutesOf(time) % calendar.slotMinutes === 0
    ? []
    : say('time', 'off_the_grid', `starts lie on each ${calendar.slotMinutes} minutes`, options)
}

function startsOn(calendar: Calendar, able: readonly Resource[], date: string, durationMinutes: number): string[] {
  const starts = new Set<string>()
  for (const [from, to] of able.flatMap((resource) => hoursOn(calendar, resource, date))) {
    const first = Math.ceil(minutesOf(from) / calendar.slotMinutes) * calendar.slotMinutes
    for (let at = first; at + durationMinutes <= minutesOf(to); at += calendar.slotMinutes) starts.add(timeOf(at))
  }
  return [...starts].toSorted()
}

/** The times closest to a wished one, in order of time. */
function near(times: readonly string[], time: string): string[] {
  const at = /^\d\d:\d\d/u.test(time) ? minutesOf(time) : 0
  return [...new Set(times)]
    .toSorted((one, other) => Math.abs(minutesOf(one) - at) - Math.abs(minutesOf(other) - at))
    .slice(0, MOST_SUGGESTIONS)
    .toSorted()
}
