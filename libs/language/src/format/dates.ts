import type { Language } from '../language.ts'
import { parseIsoDate } from '../dates/calendar.ts'

const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-US',
  es: 'es-ES',
  ru: 'ru-RU',
  he: 'he-IL',
  pt: 'pt-BR',
  zh: 'zh-CN',
}

/** The locale by which a language is formatted. */
export function localeOf(language: Language): string {
  return LOCALES[language]
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(language: Language, weekday: boolean, year: boolean): Intl.DateTimeFormat {
  const key = `${language} ${weekday} ${year}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[language], {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'long',
      ...(weekday ? { weekday: 'long' } : {}),
      ...(year ? { year: 'numeric' } : {}),
    })
    formats.set(key, format)
  }
  return format
}

export interface DateStyle {
  /** With the day of the week; yes where left out. */
  weekday?: boolean
  year?: boolean
}

/** A date (YYYY-MM-DD) as people write it: "Tuesday, March 5", "вторник, 5 марта", "3月5日星期二". Throws on what is no date. */
export function formatDate(date: string, language: Language, { weekday = true, year = false }: DateStyle = {}): string {
  return formatOf(language, weekday, year).format(parseIsoDate(date) * 86_400_000)
}

function parseTime(time: string): { hour: number; minute: number } {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(time)
  if (!match) throw new Error(`"${time}" is no time of day; write it as HH:MM`)
  return { hour: Number(match[1]), minute: Number(match[2]) }
}

/** A time (HH:MM) as people write it: "3:30 pm", "15:30", "15h30", "下午3:30". Throws on what is no time. */
export function formatTime(time: string, language: Language): string {
  const { hour, minute } = parseTime(time)
  const minutes = String(minute).padStart(2, '0')
  const half = hour % 12 === 0 ? 12 : hour % 12
  // An early hour gets its zero, so that nobody takes it for the afternoon.
  const night = hour < 8 ? String(hour).padStart(2, '0') : String(hour)
  switch (language) {
    case 'en':
      return `${half}:${minutes} ${hour < 12 ? 'am' : 'pm'}`
    case 'pt':
      return `${night}h${minute === 0 ? '' : minutes}`
    case 'zh':
      return `${chinesePart(hour)}${half}:${minutes}`
    default:
      return `${night}:${minutes}`
  }
}

function chinesePart(hour: number): string {
  if (hour < 6) return '凌晨'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚上'
}

/** What stands between a date and a time, or before a time alone: "at", "a las", "в", "בשעה", "às". */
export function timePreposition(time: string, language: Language): string {
  const { hour } = parseTime(time)
  switch (language) {
    case 'en':
      return 'at '
    case 'es':
      return hour === 1 ? 'a la ' : 'a las '
    case 'ru':
      return 'в '
    case 'he':
      return 'בשעה '
    case 'pt':
      return hour <= 1 ? 'à ' : 'às '
    case 'zh':
      return ''
  }
}

/** A date and a time in one phrase: "Tuesday, March 5 at 3:30 pm", "martes, 5 de marzo a las 15:30". */
export function formatDateTime(date: string, time: string, language: Language, style: DateStyle = {}): string {
  return `${formatDate(date, language, style)}${language === 'zh' ? '' : ' '}${timePreposition(time, language)}${formatTime(time, language)}`
}

/** A date as it is said; the same words as written, without marks that a voice stumbles over. */
export function spokenDate(date: string, language: Language): string {
  const written = formatDate(date, language)
  if (language === 'en') {
    const day = Number(date.slice(8))
    return written.replace(/\d+$/u, ordinal(day))
  }
  return written
}

function ordinal(day: number): string {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')
  return `${day}${ending}`
}

function russian(count: number, one: string, few: string, many: string): string {
  const rest = count % 100
  if (rest >= 11 && rest <= 14) return `${count} ${many}`
  if (count % 10 === 1) return `${count} ${one}`
  return count % 10 >= 2 && count % 10 <= 4 ? `${count} ${few}` : `${count} ${many}`
}

/** A time as it is said: "half past 3 in the afternoon", "15 часов 30 минут", "las 3 y media de la tarde", "下午3点半". */
export function spokenTime(time: string, language: Language): string {
  const { hour, minute } = parseTime(time)
  const half = hour % 12 === 0 ? 12 : hour % 12
  const part = hour < 12 ? 0 : hour < 18 ? 1 : 2
  switch (language) {
    case 'en': {
      const ending = [' in the morning', ' in the afternoon', ' in the evening'][part] ?? ''
      if (hour === 12 && minute === 0) return 'noon'
      if (hour === 0) return minute === 0 ? 'midnight' : `12:${String(minute).padStart(2, '0')} am`
      if (minute === 0) return `${half} o'clock${ending}`
      if (minute === 30) return `half past ${half}${ending}`
      if (minute === 15) return `quarter past ${half}${ending}`
      return `${half}:${String(minute).padStart(2, '0')}${ending}`
    }
    case 'es': {
      if (hour === 12 && minute === 0) return 'mediodía'
      if (hour === 0) return minute === 0 ? 'medianoche' : `las 0:${String(minute).padStart(2, '0')}`
      const ending = [' de la mañana', ' de la tarde', ' de la noche'][hour >= 20 ? 2 : Math.min(part, 1)] ?? ''
      const said = minute === 0 ? '' : minute === 30 ? ' y media' : minute === 15 ? ' y cuarto' : ` y ${minute}`
      return `${half === 1 ? 'la' : 'las'} ${half}${said}${hour === 12 ? ' del mediodía' : ending}`
    }
    case 'ru': {
      const hours = russian(hour, 'час', 'часа', 'часов')
      const said = minute === 0 ? hours : `${hours} ${russian(minute, 'минута', 'минуты', 'минут')}`
      return hour === 0 || hour >= 12 ? said : `${said} ${hour < 5 ? 'ночи' : 'утра'}`
    }
    case 'he': {
      const ending = [' בבוקר', ' אחר הצהריים', ' בערב'][part] ?? ''
      if (hour === 0) return `0:${String(minute).padStart(2, '0')}`
      const said =
        minute === 0 ? '' : minute === 30 ? ' וחצי' : minute === 15 ? ' ורבע' : `:${String(minute).padStart(2, '0')}`
      return `${half}${said}${hour === 12 ? ' בצהריים' : ending}`
    }
    case 'pt': {
      const hours = `${hour} ${hour <= 1 ? 'hora' : 'horas'}`
      const said = minute === 0 ? hours : `${hours} e ${minute} ${minute === 1 ? 'minuto' : 'minutos'}`
      return hour === 0 || hour >= 12 ? said : `${said} ${hour < 5 ? 'da madrugada' : 'da manhã'}`
    }
    case 'zh':
      return `${chinesePart(hour)}${half}点${minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`}`
  }
}
