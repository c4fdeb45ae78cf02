import type { Pack } from '@repartee/packs'
import type { Confusion, Expected } from './confusions.ts'
import { Conversation, type Setting, type Turned } from './conversation.ts'

const PLACES: Readonly<Record<Confusion['pack'], Omit<Setting, 'pack' | 'defaultLanguage'>>> = {
  clinic: {
    at: '2026-11-20T08:30:00.000Z',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    contact: { phone: '+34600111222' },
  },
  hvac: {
    at: '2026-11-20T14:30:00.000Z',
    timeZone: 'America/New_York',
    region: 'US',
    contact: { phone: '+12125550101' },
  },
}

/** Plays such a conversation; tells what did not go as it should, with what was said. Empty: all did. */
export function playConfusion({ pack: name, language, turns, booked }: Confusion, pack: Pack): string[] {
  const conversation = new Conversation({ ...PLACES[name], pack, defaultLanguage: language })
  const transcript: string[] = []
  const wrong: string[] = []
  for (const [text, expected] of turns) {
    const turned = conversation.say(text)
    transcript.push(`  contact: ${text}`, `  ${turned.plan.state}: ${turned.text.replaceAll('\n', ' ')}`)
    wrong.push(...unmet(expected, turned).map((what) => `after “${text}”: ${what}`))
  }
  const made = conversation.calendar.bookings.map(({ service }) => service.key)
  if (made.join() !== booked.join()) wrong.push(`books ${made.join() || 'nothing'}, not ${booked.join() || 'nothing'}`)
  return wrong.length > 0 ? [...wrong, ...transcript] : []
}

function unmet(expected: Expected, { text, plan, detection }: Turned): string[] {
  const said = text.toLowerCase()
  const { says, never = [], state, task, waits, slots = {}, empty = [], language } = expected
  const differs = (what: string, found: string | null | undefined, wanted: string | null | undefined) =>
    wanted === undefined || found === wanted ? [] : [`${what} is ${found}, not ${wanted}`]
  return [
    ...(says && !says.some((words) => said.includes(words.toLowerCase())) ? [`says none of ${says.join(' | ')}`] : []),
    ...never.filter((words) => said.includes(words.toLowerCase())).map((words) => `says ${words}`),
    ...differs('the state', plan.state, state),
    ...differs('the task', plan.task, task),
    ...differs('what waits', plan.pending?.kind ?? null, waits),
    ...differs('the language', detection.language.code, language),
    ...Object.entries(slots).flatMap(([name, value]) => differs(name, plan.slots[name]?.value, value)),
    ...empty.filter((name) => name in plan.slots).map((name) => `${name} is ${plan.slots[name]?.value}, not empty`),
  ]
}
