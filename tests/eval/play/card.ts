import { detectLanguage } from '@repartee/language'
import { weekdays, type Pack, type Scenario } from '@repartee/packs'
import type { Booking, Decision, LanguageCode } from '@repartee/contracts'
import { isDeepStrictEqual } from 'node:util'
import { Conversation, type Turned } from './conversation.ts'

/** Where the business of a card is. */
export interface Place {
  readonly timeZone: string
  readonly region: string
  readonly defaultLanguage: LanguageCode
}

/** How a card went. */
export interface Played {
  readonly card: string
  /** What did not go as the card says; empty when all did. */
  readonly wrong: readonly string[]
  /** What was said, line by line. */
  readonly transcript: readonly string[]
}

/** Plays a scenario card in process, and tells all that did not go as it says. */
export function playCard(card: Scenario, pack: Pack, place: Place): Played {
  const at = new Date(card.at).toISOString()
  const conversation = new Conversation({ pack, at, channel: card.channel, contact: card.contact, ...place })
  const wrong: string[] = []
  const transcript: string[] = []
  const turns: Turned[] = []
  for (const { text, choose, expect } of card.messages) {
    const turned = choose === undefined ? conversation.say(text ?? '') : conversation.choose(choose)
    turns.push(turned)
    transcript.push(`contact: ${text ?? choose}`, `${turned.plan.state}: ${turned.text}`)
    if (expect) wrong.push(...unmet(expect, turned, pack).map((what) => `${what} in: ${turned.text}`))
  }
  const all = turns.map(({ text }) => text.toLowerCase()).join('\n')
  const holds = (words: string) => all.includes(words.toLowerCase())
  wrong.push(
    ...card.must.filter((words) => !holds(words)).map((words) => `never says ${words}`),
    ...card.mustNot.filter(holds).map((words) => `says ${words}`),
    ...otherBookings(card, conversation.calendar.bookings),
    ...otherDecisions(card, conversation.decisions),
  )
  const isEscalated = turns.some(({ plan }) => plan.escalate !== null)
  if (isEscalated !== card.escalated) wrong.push(card.escalated ? 'calls nobody' : 'calls a person')
  if (card.messages.length > card.maxTurns) wrong.push(`has more than ${card.maxTurns} turns`)
  return { card: card.name, wrong, transcript }
}

function unmet(
  { says, state, language, sidecar }: NonNullable<Scenario['messages'][number]['expect']>,
  { text, plan }: Turned,
  pack: Pack,
): string[] {
  const said = text.toLowerCase()
  const spoken = language && detectLanguage(text, { allowed: pack.languages, fallback: language }).language
  return [
    ...(says && !says.some((words) => said.includes(words.toLowerCase())) ? [`says none of ${says.join(' | ')}`] : []),
    ...(state && plan.state !== state ? [`state ${plan.state}, not ${state}`] : []),
    ...(spoken !== language ? [`language ${spoken}, not ${language}`] : []),
    ...(sidecar && !carries(plan, sidecar) ? [`carries ${JSON.stringify(plan.sidecar)}`] : []),
  ]
}

function carries(plan: Turned['plan'], { kind, data }: { kind: string; data: Record<string, unknown> }): boolean {
  const found = plan.sidecar.find((one) => one.kind === kind)?.data
  return found !== undefined && Object.entries(data).every(([name, value]) => isDeepStrictEqual(found[name], value))
}

function otherDecisions(card: Scenario, made: readonly Decision[]): string[] {
  if (made.length !== card.decisions.length) return [`${made.length} decisions, not ${card.decisions.length}`]
  return card.decisions.flatMap((wanted, index) =>
    Object.entries(wanted)
      .filter(([name, value]) => Reflect.get(made[index] ?? {}, name) !== value)
      .map(([name, value]) => `the decision's ${name} is ${Reflect.get(made[index] ?? {}, name)}, not ${value}`),
  )
}

function otherBookings(card: Scenario, made: readonly Booking[]): string[] {
  const all = card.bookings.some(({ status }) => status === 'cancelled')
  const standing = made.filter(({ status }) => all || status === 'confirmed')
  if (standing.length !== card.bookings.length) return [`${standing.length} bookings, not ${card.bookings.length}`]
  return card.bookings.flatMap((wanted, index) => {
    const booking = standing[index]
    const found = booking && {
      ...booking,
      service: booking.service.key,
      resource: booking.resource.key,
      weekday: weekdays[(new Date(`${booking.localDate}T00:00:00Z`).getUTCDay() + 6) % 7],
    }
    return Object.entries(wanted)
      .filter(([name, value]) => value !== undefined && Reflect.get(found ?? {}, name) !== value)
      .map(([name, value]) => `the booking's ${name} is ${Reflect.get(found ?? {}, name)}, not ${value}`)
  })
}
