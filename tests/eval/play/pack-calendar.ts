import { weekdays, type Pack } from '@repartee/packs'
import type { Calendar } from '../../../services/booking/src/core/calendar.ts'
import { dayOf } from '../../../services/booking/src/core/zone.ts'

const id = (kind: number, index: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(index).padStart(12, '0')}`

/** The pack's calendar as booking keeps it. Throws where the pack has none. */
export function calendarOf({ name, calendar }: Pack, timeZone: string): Calendar {
  if (!calendar) throw new Error(`the pack ${name} has no calendar to book from`)
  const services = calendar.services.map(({ key, durationMinutes, bufferMinutes }, index) => ({
    id: id(1, index),
    key,
    name: key,
    durationMinutes,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: bufferMinutes,
    isRetired: false,
  }))
  const resources = calendar.resources.map((resource, index) => ({
    id: id(2, index),
    key: resource.key,
    name: resource.key,
    services: new Set(services.filter(({ key }) => resource.services.includes(key)).map((service) => service.id)),
    weekly: new Map(weekdays.map((weekday, day) => [day + 1, (resource.hours[weekday] ?? []).map(hoursOf)])),
    isRetired: false,
  }))
  const exceptions = calendar.exceptions.flatMap(({ from, to = from, resources: named, hours = [] }) => {
    const ids = named.length === 0 ? [null] : resources.filter(({ key }) => named.includes(key)).map((one) => one.id)
    return ids.map((resourceId) => ({
      resourceId,
      firstDay: dayOf(from),
      lastDay: dayOf(to),
      hours: hours.map(hoursOf),
    }))
  })
  const { slotMinutes, horizonDays, noticeHours, cancelNoticeHours } = calendar
  return {
    hasOutside: false,
    timeZone,
    slotMinutes,
    horizonDays,
    noticeHours,
    cancelNoticeHours,
    services,
    resources,
    exceptions,
  }
}

const hoursOf = ([opens, closes]: readonly [string, string]) => ({
  opensMinute: minuteOf(opens),
  closesMinute: minuteOf(closes),
})

/** Minutes after midnight. */
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
