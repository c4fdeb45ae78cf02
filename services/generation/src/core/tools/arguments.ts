import type { Calendar } from '@repartee/packs'
import { similarity } from '@repartee/language'
import { taskOfKind, type Context } from '../context.ts'
import { missingOf } from '../missing.ts'
import { personName, serviceName } from '../names.ts'
import type { ModelToolName } from './definitions.ts'
import { daysLater, instantOf, isDate, resourcesFor, today, workingDays } from './hours.ts'
import type { Known } from './known.ts'
import { isPlaceholder, type ProblemReason, type ToolProblem } from './problem.ts'
import { checkStart } from './start.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/iu
const MOST_DAYS = 31
const MOST_SUGGESTIONS = 5
const LONGEST_FACT = 200
/** Card numbers, passwords and the like are nobody's memory. */
const PRIVATE = /(?:\d[ -]?){12,}|password|passcode|contraseña|пароль|סיסמה|senha|密码|\bcvv\b|\bpin\b/iu

export type Values = Readonly<Record<string, string | null>>
type Refused = (field: string, reason: ProblemReason, says: string, suggestions?: readonly string[]) => ToolProblem

const refusing =
  (tool: ModelToolName): Refused =>
  (field, reason, says, suggestions = []) => ({ tool, field, reason, says, suggestions })

/** A key of the calendar, or one that is null because anything will do. */
export function checkService({ pack }: Context, tool: ModelToolName, { service = null }: Values): ToolProblem[] {
  if (service === null || isPlaceholder(service)) return []
  const keys = pack.calendar?.services.map(({ key }) => key) ?? []
  if (keys.includes(service)) return []
  return [refusing(tool)('service', 'unknown_key', `there is no service "${service}"`, closest(service, keys))]
}

function checkPerson(context: Context, tool: ModelToolName, values: Values): ToolProblem[] {
  const { person = null, service = null } = values
  const { calendar } = context.pack
  if (person === null || calendar === undefined || isPlaceholder(person)) return []
  const say = refusing(tool)
  const resource = calendar.resources.find(({ key }) => key === person)
  const keys = calendar.resources.map(({ key }) => key)
  if (resource === undefined) {
    return [say('person', 'unknown_key', `there is nobody with the key "${person}"`, closest(person, keys))]
  }
  if (service === null || resource.services.includes(service)) return []
  const able = resourcesFor(calendar, service, null).map(({ key }) => key)
  const says = `${personName(context, person)} does not give ${serviceName(context, service)}`
  return able.length === 0 ? [] : [say('person', 'does_not_give_it', says, able)]
}

/** A day that can be booked: it exists, is not over and not beyond the horizon. */
export function checkDate(
  context: Context,
  tool: ModelToolName,
  field: string,
  date: string,
  values: Values,
): ToolProblem[] {
  const { calendar } = context.pack
  if (calendar === undefined || isPlaceholder(date)) return []
  const say = refusing(tool)
  const first = today(context.now, context.turn.snapshot.settings.timeZone)
  const last = daysLater(first, calendar.horizonDays)
  const days = () => openDays(context, calendar, values, first, last)
  if (!/^\d{4}-\d\d-\d\d$/u.test(date)) {
    return [say(field, 'bad_format', `a date is written YYYY-MM-DD; today is ${first}`, days())]
  }
  if (!isDate(date)) return [say(field, 'no_such_date', `there is no ${date} in the calendar`, days())]
  if (date < first) return [say(field, 'in_the_past', `${date} is over; today is ${first}`, days())]
  if (date > last) return [say(field, 'too_far', `the last day that can be booked is ${last}`, days())]
  return []
}

function openDays(
  { pack }: Context,
  calendar: Calendar,
  { service = null, person = null }: Values,
  from: string,
  to: string,
) {
  const able = service === null ? pack.calendar?.resources : resourcesFor(calendar, service, person)
  return workingDays(calendar, able ?? [], from, to, 3)
}

/** A search: what, with whom, and days that can be. */
export function checkSearch(context: Context, tool: ModelToolName, values: Values): ToolProblem[] {
  const { date = null, until = null } = values
  const problems = [...checkService(context, tool, values), ...checkPerson(context, tool, values)]
  if (date !== null) problems.push(...checkDate(context, tool, 'date', date, values))
  if (until !== null) problems.push(...checkDate(context, tool, 'until', until, values))
  if (date !== null && until !== null && isDate(date) && isDate(until)) {
    const longest = daysLater(date, MOST_DAYS)
    const say = refusing(tool)
    if (until < date) problems.push(say('until', 'bad_format', 'the last day comes before the first', [date]))
    else if (until > longest) {
      problems.push(say('until', 'too_many_days', `at most ${MOST_DAYS} days at once`, [longest]))
    }
  }
  return problems
}

/** A start that is held: one that can be, of a contact of whom all that a booking needs is known. */
export function checkHold(context: Context, tool: ModelToolName, values: Values, known: Known): ToolProblem[] {
  const task = taskOfKind(context.pack, 'book')
  const engine = new Set(['service', 'person', 'date', 'time', 'day_part'])
  const open =
    task === null
      ? []
      : missingOf(context, task).filter((name) => {
          return !engine.has(context.pack.slots.find((slot) => slot.name === name)?.type ?? '')
        })
  const [first] = open
  const asked =
    first === undefined
      ? []
      : [refusing(tool)(first, 'ask_first', `they have not said their ${first} yet: ask for it before you hold`, open)]
  return [
    ...checkService(context, tool, values),
    ...checkPerson(context, tool, values),
    ...checkWhen(context, tool, values, known),
    ...asked,
  ]
}

function checkWhen(context: Context, tool: ModelToolName, values: Values, known: Known): ToolProblem[] {
  const { date = null } = values
  if (date === null) return []
  const problems = checkDate(context, tool, 'date', date, values)
  return problems.length > 0 ? problems : checkStart(context, tool, values, known)
}

/** An appointment that this turn's tools have told of, and, to move it, a start that can be. */
export function checkAppointment(context: Context, tool: ModelToolName, values: Values, known: Known): ToolProblem[] {
  const say = refusing(tool)
  const { appointment = '' } = values
  const ids = known.appointments.map(({ id }) => id)
  const told = known.appointments.map(({ id, service, localDate, localTime }) => {
    return `${id} (${service.key} ${localDate} ${localTime})`
  })
  const options = told.length > 0 ? told : ['call list_appointments first']
  if (appointment === null || isPlaceholder(appointment)) return []
  if (!UUID.test(appointment)) return [say('appointment', 'not_an_id', 'it is no id of an appointment', options)]
  if (!ids.includes(appointment)) {
    return [say('appointment', 'unknown_id', 'no such appointment was told of in this turn', options)]
  }
  const booking = known.appointments.find(({ id }) => id === appointment)
  if (booking === undefined) return []
  const hours = context.pack.calendar?.cancelNoticeHours ?? 0
  if (Date.parse(booking.startsAt) - Date.parse(context.now) < hours * 3_600_000) {
    const says = `it begins in less than ${hours} hours: only the team can change it`
    return [say('appointment', 'too_late_to_change', says, ['hand_over'])]
  }
  if (values['date'] === undefined) return []
  const wanted = { ...values, service: booking.service.key, person: values['person'] ?? booking.resource.key }
  const problems = [...checkPerson(context, tool, wanted), ...checkWhen(context, tool, wanted, known)]
  if (problems.length > 0) return problems
  const { date = null, time = null } = values
  const { timeZone } = context.turn.snapshot.settings
  const isSame = date !== null && time !== null && instantOf(date, time, timeZone) === booking.startsAt
  return isSame && wanted.person === booking.resource.key
    ? [say('time', 'same_time', 'it is at that time already: ask for another')]
    : []
}

/** The offer that waits, and no other. */
export function checkOffer({ turn }: Context, tool: ModelToolName, { offer = '' }: Values): ToolProblem[] {
  const { pending } = turn.snapshot
  const options = pending === null ? ['make an offer first, then ask for a yes'] : [pending.id]
  const say = refusing(tool)
  if (offer === null || isPlaceholder(offer)) return []
  if (!UUID.test(offer)) return [say('offer', 'not_an_id', 'it is no id of an offer', options)]
  return offer === pending?.id ? [] : [say('offer', 'unknown_id', 'no such offer waits for their word', options)]
}

/** Only what the contact said in this very turn is remembered, and nothing that is private. */
export function checkRemember({ turn }: Context, tool: ModelToolName, values: Values): ToolProblem[] {
  const { key = '', value = '', quote = '' } = values
  const say = refusing(tool)
  const problems: ToolProblem[] = []
  if (!/^[a-z][a-z0-9_]{1,39}$/u.test(key ?? ''))
    problems.push(say('key', 'bad_format', 'lower-case words joined by underscores', ['preferred_person']))
  if ((value ?? '').length > LONGEST_FACT) problems.push(say('value', 'too_long', `at most ${LONGEST_FACT} characters`))
  if (PRIVATE.test(value ?? ''))
    problems.push(say('value', 'private', 'card numbers, passwords and the like are not kept'))
  if (!plain(turn.text).includes(plain(quote ?? '')))
    problems.push(say('quote', 'not_said', 'these words do not stand in what they just wrote'))
  return problems
}

const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim()

/** The keys that are most alike, best first. */
function closest(value: string, keys: readonly string[]): string[] {
  return keys
    .map((key) => ({ key, score: similarity(value.replaceAll('_', ' '), key.replaceAll('_', ' ')) }))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ key }) => key)
}
