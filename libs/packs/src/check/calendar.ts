import type { Calendar } from '../schema/calendar.ts'
import type { Found } from './found.ts'

function checkHours(calendar: Calendar, found: Found): void {
  for (const [index, resource] of calendar.resources.entries()) {
    for (const [weekday, spans] of Object.entries(resource.hours)) {
      for (const [number, [from, to]] of spans.entries()) {
        const before = spans[number - 1]
        if (before && from < before[1]) {
          const path = ['calendar', 'resources', index, 'hours', weekday, number]
          found.say(
            path,
            `${from}–${to} begins before ${before[1]}, where the span before it ends`,
            'put the spans in order, without overlap',
          )
        }
      }
    }
  }
}

/** A calendar in which something can never be booked, or that contradicts itself. */
export function checkCalendar(calendar: Calendar, found: Found): void {
  const services = calendar.services.map(({ key }) => key)
  const resources = calendar.resources.map(({ key }) => key)
  const locations = calendar.locations.map(({ key }) => key)
  found.unique(['calendar', 'services'], 'service', services, 'key')
  found.unique(['calendar', 'resources'], 'resource', resources, 'key')
  for (const [index, resource] of calendar.resources.entries()) {
    const at = ['calendar', 'resources', index]
    found.knownAll([...at, 'services'], 'service', resource.services, services)
    found.known([...at, 'location'], 'location', resource.location, locations)
  }
  for (const [index, service] of calendar.services.entries()) {
    if (!calendar.resources.some((resource) => resource.services.includes(service.key))) {
      found.say(
        ['calendar', 'services', index],
        `nobody gives the service ${service.key}`,
        'name it in the services of a resource',
      )
    }
  }
  for (const [index, exception] of calendar.exceptions.entries()) {
    const at = ['calendar', 'exceptions', index]
    found.knownAll([...at, 'resources'], 'resource', exception.resources, resources)
    if (exception.to !== undefined && exception.to < exception.from) {
      found.say([...at, 'to'], `${exception.to} is before ${exception.from}`, 'the last day comes after the first')
    }
  }
  checkHours(calendar, found)
}
