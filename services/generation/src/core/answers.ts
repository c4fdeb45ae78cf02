import { formatDuration } from '@repartee/language'
import { message, packPhrases } from '@repartee/packs'
import { valueOf, type Context } from './context.ts'
import { knowledgeAnswer } from './knowledge.ts'
import { principleAnswer, principleOf } from './lead.ts'
import { peopleFor } from './tasks/refusals.ts'
import { personName, priceOf, serviceName } from './names.ts'
import type { Part } from './step.ts'

const MOST_FACTS = 2
/** How surely a fact is asked for beside what the principle has to say. */
const CLEARLY_ASKED = 0.85

/**
 * The answers to what was asked: facts of the pack, else what the principle says, else what the calendar says of prices,
 * services and people, else what stands in the pack's papers.
 */
export function answers(context: Context): Part[] {
  const own = principleAnswer(context)
  const isFirst = principleOf(context)?.overFacts === true
  const facts = context.detection.facts.filter(({ score }) => !isFirst || score >= CLEARLY_ASKED)
  const parts = facts.slice(0, isFirst ? 1 : MOST_FACTS).flatMap(({ id }) => factPart(context, id))
  if (isFirst) return [...own, ...parts]
  if (parts.length > 0) return parts
  if (own.length > 0) return own
  const calendar = ofTheCalendar(context)
  return calendar.length > 0 ? calendar : knowledgeAnswer(context)
}

function factPart({ pack, turn }: Context, id: string): Part[] {
  const fact = pack.facts.find((candidate) => candidate.id === id)
  return fact ? [{ key: fact.answer, params: { business: turn.snapshot.settings.businessName } }] : []
}

function ofTheCalendar(context: Context): Part[] {
  if (!context.pack.calendar) return []
  const service = namedService(context) ?? valueOf(context, 'service')
  switch (context.detection.intent.name) {
    case 'price_inquiry':
      return [service === null ? allServices(context) : priceOfOne(context, service)]
    case 'duration_inquiry':
      return service === null ? [] : [durationOfOne(context, service)]
    case 'product_inquiry':
      return [allServices(context)]
    case 'list_people':
      return [{ key: 'people.all', params: { list: peopleList(context, service) } }]
    default:
      return []
  }
}

/** The service that the question itself names, which need not be the one that is being booked. */
function namedService({ pack, turn, detection }: Context): string | null {
  const [found] = packPhrases(pack).services.match(turn.text, detection.language.code)
  return found?.id ?? null
}

function priceOfOne(context: Context, service: string): Part {
  const price = priceOf(context, service)
  const params = { service: serviceName(context, service) }
  return price === null ? { key: 'price.none', params } : { key: 'price.one', params: { ...params, price } }
}

function durationOfOne(context: Context, service: string): Part {
  const minutes = context.pack.calendar?.services.find(({ key }) => key === service)?.durationMinutes ?? 0
  return { key: 'duration.one', params: { service: serviceName(context, service), minutes } }
}

function allServices(context: Context): Part {
  const language = context.detection.language.code
  const lines = (context.pack.calendar?.services ?? []).map(({ key, durationMinutes }) =>
    message(context.pack, language, 'services.line', {
      service: serviceName(context, key),
      minutes: durationMinutes,
      price: priceOf(context, key) ?? formatDuration(durationMinutes, language),
    }),
  )
  return { key: 'services.all', params: { list: lines.join('\n') } }
}

function peopleList(context: Context, service: string | null): string {
  if (service !== null) return peopleFor(context, service)
  return (context.pack.calendar?.resources ?? []).map(({ key }) => personName(context, key)).join('\n')
}
