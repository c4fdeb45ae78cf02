import type { LanguageCode } from '@repartee/contracts'
import { formatDate, formatMoney, formatTime, type Language } from '@repartee/language'
import { languageOf, message, type Names, type Pack } from '@repartee/packs'
import type { Speaker } from './context.ts'

const named = (pack: Pack, names: Names, language: LanguageCode): string =>
  (names[languageOf(pack, language)] ?? Object.values(names)[0])?.name ?? ''

/** How the pack names a service in the language of the turn; the key, when it does not know it. */
export function serviceName(context: Speaker, key: string): string {
  const service = context.pack.calendar?.services.find((candidate) => candidate.key === key)
  return service ? named(context.pack, service.names, context.detection.language.code) : key
}

/** How the pack names a person or another resource in the language of the turn. */
export function personName(context: Speaker, key: string): string {
  const resource = context.pack.calendar?.resources.find((candidate) => candidate.key === key)
  return resource ? named(context.pack, resource.names, context.detection.language.code) : key
}

/** Where a resource works, as it is told to people. */
export function addressOf(context: Speaker, resource: string): string {
  const { calendar } = context.pack
  const key = calendar?.resources.find((candidate) => candidate.key === resource)?.location
  const location = calendar?.locations.find((candidate) => candidate.key === key)
  return location ? named(context.pack, location.names, context.detection.language.code) : ''
}

/** The price of a service as it is written, or null when it has none. */
export function priceOf(context: Speaker, service: string): string | null {
  const price = context.pack.calendar?.services.find(({ key }) => key === service)?.price
  if (!price) return null
  const amount = formatMoney(price.amount, price.currency, language(context))
  return price.from ? message(context.pack, language(context), 'price.from', { price: amount }) : amount
}

export function dateWords(context: Pick<Speaker, 'detection'>, localDate: string): string {
  return formatDate(localDate, language(context))
}

export function timeWords(context: Pick<Speaker, 'detection'>, localTime: string): string {
  return formatTime(localTime, language(context))
}

const shortDates = new Map<LanguageCode, Intl.DateTimeFormat>()

/** A date short enough for a button: "Tue 24 Nov". */
export function shortDate(context: Pick<Speaker, 'detection'>, localDate: string): string {
  const { code } = context.detection.language
  const format = shortDates.get(code) ?? shortDateFormat(code)
  shortDates.set(code, format)
  return format.format(new Date(`${localDate}T00:00:00Z`))
}

function shortDateFormat(code: LanguageCode): Intl.DateTimeFormat {
  const locale = code === 'en' ? 'en-GB' : code
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
}

const language = (context: Pick<Speaker, 'detection'>): Language => context.detection.language.code
