import { formatMoney, formatNumber } from '@repartee/language'
import { languageOf, type Figure, type MessageParameters, type Slot, type Task } from '@repartee/packs'
import type { Context } from './context.ts'
import { dateWords, personName, serviceName, timeWords } from './names.ts'

/** What stands for a parameter that is not there, so that a message can tell it by `select`. */
export const NONE = 'none'

type Speaking = Pick<Context, 'pack' | 'detection'>

/** A slot's value as people read it. */
export function slotWords(context: Speaking, slot: Slot, value: string): string {
  const language = context.detection.language.code
  switch (slot.type) {
    case 'choice':
      return slot.choices.find(({ id }) => id === value)?.names[languageOf(context.pack, language)]?.name ?? value
    case 'number':
    case 'money':
      return Number.isNaN(Number(value)) ? value : formatNumber(Number(value), language)
    case 'service':
      return serviceName(context, value)
    case 'person':
      return personName(context, value)
    case 'date':
      return /^\d{4}-\d\d-\d\d$/u.test(value) ? dateWords(context, value) : value
    case 'time':
      return /^\d\d:\d\d$/u.test(value) ? timeWords(context, value) : value
    default:
      return value
  }
}

/** The slots of these names as the parameters of a message; a choice stands there by its id, which a message can select by. */
export function slotParameters(
  context: Speaking,
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): MessageParameters {
  return Object.fromEntries(
    names.map((name) => {
      const slot = context.pack.slots.find((one) => one.name === name)
      const value = values[name]
      if (slot === undefined || value === undefined) return [name, NONE]
      return [name, slot.type === 'choice' ? value : slotWords(context, slot, value)]
    }),
  )
}

/** Figures as the parameters of a message. */
export function figureParameters(
  context: Speaking,
  figures: Task['figures'],
  values: Readonly<Record<string, number>>,
): MessageParameters {
  return Object.fromEntries(
    figures.map((figure) => {
      const value = values[figure.name]
      return [figure.name, value === undefined ? NONE : figureWords(context, figure, value)]
    }),
  )
}

function figureWords(context: Speaking, { format, currency }: Figure, value: number): string {
  const language = context.detection.language.code
  switch (format) {
    case 'money':
      if (currency !== undefined) return formatMoney(value, currency, language)
      return formatNumber(
        value,
        language,
        Math.abs(value) < 1 ? { most: 5 } : { most: 2, least: isWhole(value) ? 0 : 2 },
      )
    case 'percent':
      return `${formatNumber(value, language, { most: 1 })} %`
    case 'ratio':
      return formatNumber(value, language, { most: 2 })
    case 'number':
      return formatNumber(value, language, { most: 4 })
  }
}

/** Floating point has no 400 that is not 399.99999999. */
const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 0.005
