import type { LanguageCode } from '@repartee/contracts'
import type { Calendar, Names } from '@repartee/packs'
import type { Client, Database } from '@repartee/service'
import * as statements from './calendarStatements.ts'

export interface CalendarOwner {
  readonly tenant: string
  readonly timeZone: string
  /** The language in which events and screens name services and people. */
  readonly language: LanguageCode
}

/**
 * Makes the tenant's calendar what the pack declares: adds and changes by key, retires what is gone (its bookings stand). The same
 * calendar again changes nothing. Returns whether anything changed.
 */
export async function syncCalendar(database: Database, owner: CalendarOwner, calendar: Calendar): Promise<boolean> {
  return database.inTenant(owner.tenant, (client) => sync(client, owner, calendar))
}

async function sync(client: Client, owner: CalendarOwner, calendar: Calendar): Promise<boolean> {
  const { tenant } = owner
  const name = (names: Names, key: string) => names[owner.language]?.name ?? Object.values(names)[0]?.name ?? key
  await statements.lockCalendar(client, tenant)
  const before = await statements.fingerprint(client)
  await statements.upsertCalendar(client, { tenant, timeZone: owner.timeZone, ...calendar })
  await statements.upsertLocations(
    client,
    tenant,
    calendar.locations.map(({ key, names, mapLink }) => ({ key, name: name(names, key), mapLink: mapLink ?? null })),
  )
  await statements.upsertServices(
    client,
    tenant,
    calendar.services.map(({ key, names, durationMinutes, bufferMinutes }) => ({
      key,
      name: name(names, key),
      durationMinutes,
      bufferAfterMinutes: bufferMinutes,
    })),
  )
  await statements.upsertResources(
    client,
    tenant,
    calendar.resources.map(({ key, names, kind, location }) => ({ key, name: name(names, key), kind, location })),
  )
  await statements.replaceAbilities(
    client,
    tenant,
    calendar.resources.flatMap(({ key, services }) => services.map((service) => ({ resource: key, service }))),
  )
  await statements.replaceWeeklyHours(client, tenant, weeklyHours(calendar))
  await statements.replaceExceptions(client, tenant, exceptions(calendar))
  if ((await statements.fingerprint(client)) === before) return false
  await statements.bumpRevision(client)
  return true
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

function weeklyHours({ resources }: Calendar) {
  return resources.flatMap(({ key, hours }) =>
    weekdays.flatMap((weekday, index) =>
      (hours[weekday] ?? []).map(([opens, closes]) => ({
        resource: key,
        weekday: index + 1,
        opens: minuteOf(opens),
        closes: minuteOf(closes),
      })),
    ),
  )
}

function exceptions(calendar: Calendar) {
  return calendar.exceptions.flatMap(({ from, to = from, resources, hours = [], reason }) => {
    const minutes = hours.map(([opens, closes]) => [minuteOf(opens), minuteOf(closes)])
    const named: (string | null)[] = resources.length === 0 ? [null] : resources
    return named.map((resource) => ({ resource, from, to, hours: minutes, reason }))
  })
}

/** Minutes after midnight. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
