import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Language } from '../language.ts'
import { localeOf } from './dates.ts'

type Words = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const UNITS: Readonly<
  Record<
    Language,
    { minute: Words; hour: Words; day: Words; and: string; hourAndHalf?: string; two?: { hour: string; day: string } }
  >
> = {
  en: {
    minute: { one: 'minute', other: 'minutes' },
    hour: { one: 'hour', other: 'hours' },
    day: { one: 'day', other: 'days' },
    and: ' ',
  },
  es: {
    minute: { one: 'minuto', other: 'minutos' },
    hour: { one: 'hora', other: 'horas' },
    day: { one: 'día', other: 'días' },
    and: ' y ',
  },
  ru: {
    minute: { one: 'минута', few: 'минуты', many: 'минут', other: 'минуты' },
    hour: { one: 'час', few: 'часа', many: 'часов', other: 'часа' },
    day: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
    and: ' ',
  },
  he: {
    minute: { one: 'דקה', other: 'דקות' },
    hour: { one: 'שעה', other: 'שעות' },
    day: { one: 'יום', other: 'ימים' },
    and: ' ו-',
    hourAndHalf: 'שעה וחצי',
    two: { hour: 'שעתיים', day: 'יומיים' },
  },
  pt: {
    minute: { one: 'minuto', other: 'minutos' },
    hour: { one: 'hora', other: 'horas' },
    day: { one: 'dia', other: 'dias' },
    and: ' e ',
  },
  zh: { minute: { other: '分钟' }, hour: { other: '小时' }, day: { other: '天' }, and: '' },
}

const plurals = new Map<Language, Intl.PluralRules>()
const decimals = new Map<Language, Intl.NumberFormat>()

function pluralOf(language: Language, count: number): Intl.LDMLPluralRule {
  let rules = plurals.get(language)
  if (!rules) plurals.set(language, (rules = new Intl.PluralRules(localeOf(language))))
  return rules.select(count)
}

function amount(count: number, unit: 'minute' | 'hour' | 'day', language: Language): string {
  const words = UNITS[language]
  if (count === 2 && unit !== 'minute' && words.two) return words.two[unit]
  if (language === 'he' && count === 1)
    return unit === 'minute' ? 'דקה אחת' : words[unit].other && (words[unit].one ?? '')
  let format = decimals.get(language)
  if (!format)
    decimals.set(language, (format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 2 })))
  const word = words[unit][pluralOf(language, count)] ?? words[unit].other
  return `${format.format(count)}${language === 'zh' ? '' : ' '}${word}`
}

/** A duration in minutes as people write it, with the right plural: "30 minutes", "1,5 часа", "2 horas", "שעה וחצי". */
export function formatDuration(minutes: number, language: Language): string {
  if (!Number.isFinite(minutes) || minutes < 0) throw new Error(`${minutes} is no duration; give minutes, 0 or more`)
  const whole = Math.round(minutes)
  if (whole >= 1440 && whole % 1440 === 0) return amount(whole / 1440, 'day', language)
  if (whole < 60) return amount(whole, 'minute', language)
  if (whole % 60 === 0) return amount(whole / 60, 'hour', language)
  const { and, hourAndHalf } = UNITS[language]
  if (whole === 90 && hourAndHalf) return hourAndHalf
  if (whole % 60 === 30 && whole < 720 && language !== 'he') return amount(whole / 60, 'hour', language)
  return `${amount(Math.floor(whole / 60), 'hour', language)}${and}${amount(whole % 60, 'minute', language)}`
}

const numbers = new Map<string, Intl.NumberFormat>()

/** A number as people write it, "1,234.5": at most so many decimals (8 for a price that was said), at least `least`. */
export function formatNumber(value: number, language: Language, { most = 8, least = 0 } = {}): string {
  const key = `${language} ${least} ${most}`
  let format = numbers.get(key)
  if (!format) {
    format = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: least, maximumFractionDigits: most })
    numbers.set(key, format)
  }
  return format.format(value)
}

const moneyFormats = new Map<string, Intl.NumberFormat>()

/** An amount with its currency (ISO 4217): "$1,200.50", "1 200 ₽", "R$ 50". Cents only where there are any. */
export function formatMoney(value: number, currency: string, language: Language): string {
  const whole = Number.isInteger(value)
  const key = `${language} ${currency} ${whole}`
  let format = moneyFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    })
    moneyFormats.set(key, format)
  }
  return format.format(value).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
}

/** A number in E.164 as people of the region write it: national at home, international from abroad. What is invalid stays as it is. */
export function formatPhone(e164: string, region: string): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed?.isValid()) return e164
  return parsed.country === region ? parsed.formatNational() : parsed.formatInternational()
}
