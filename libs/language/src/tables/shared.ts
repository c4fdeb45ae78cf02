import type { Rule } from './table.ts'

/** Phrases written one after the other, parted by semicolons. */
export function list(phrases: string): readonly string[] {
  return phrases
    .split(';')
    .map((phrase) => phrase.trim())
    .filter(Boolean)
}

/** Words that count up from a number, parted by semicolons; `|` parts forms of one. */
export function counting(from: number, words: string): Record<string, number> {
  return Object.fromEntries(list(words).map((forms, index) => [forms, from + index]))
}

/** Clock rules that hold in every language. */
export const CLOCK_RULES: readonly Rule[] = [
  ['clockLiteral:c', 'literal'],
  ['clockWord:c', 'word'],
  ['hour:h', 'bare'],
]

/** How times are put together from clocks and parts of the day, in every language. */
export const TIME_RULES: readonly Rule[] = [
  ['sureClock:c', 'time'],
  ['~at clock:c hourPart?:p', 'time'],
  ['clock:c hourPart:p', 'time'],
  ['~at clockDot:c hourPart?:p', 'time'],
  ['clockDot:c hourPart:p', 'time'],
  ['dayPart:p comma? ~at? ~approximately? clock:c', 'time'],
  ['~after ~at? clock:c hourPart?:p', 'time', { bound: 'after' }],
  ['~before ~at? clock:c hourPart?:p', 'time', { bound: 'before' }],
  ['~at? ~approximately clock:c hourPart?:p', 'time'],
  ['hourPart:p', 'part'],
  ['dayPart:p', 'part'],
  ['dayOffsetPart:o', 'offset_part'],
  ['~between|from ~at? clock:a hourPart?:pa and|to|dash ~at? clock:b hourPart?:p', 'range'],
  ['~at? sureClock:a hourPart?:pa to|dash ~at? clock:b hourPart?:p', 'range'],
  ['~at? clock:a hourPart?:pa to|dash ~at? sureClock:b hourPart?:p', 'range'],
  ['clock:a to|dash clock:b hourPart:p', 'range'],
  ['~at clock:a to|dash clock:b hourPart?:p', 'range'],
]

/** How dates are put together in languages whose table names the senses used here. */
export const DATE_RULES: readonly Rule[] = [
  ['dayOffset:n', 'offset'],
  ['dateLiteral:l', 'literal'],
  ['weekday comma? ~the? dateLiteral:l', 'literal'],
  ['dayOffset comma? ~the? dateLiteral:l', 'literal'],
  ['weekday:w', 'weekday', { which: 'bare' }],
  ['this weekday:w', 'weekday', { which: 'this' }],
  ['weekday:w thisAfter', 'weekday', { which: 'this' }],
  ['next weekday:w', 'weekday', { which: 'next' }],
  ['weekday:w nextAfter', 'weekday', { which: 'next' }],
  ['nearest weekday:w', 'weekday', { which: 'nearest' }],
  ['last weekday:w', 'weekday', { which: 'last' }],
  ['weekday:w lastAfter', 'weekday', { which: 'last' }],
  ['thisWeek', 'period', { u: 'week', offset: 0 }],
  ['nextWeek', 'period', { u: 'week', offset: 1 }],
  ['afterNextWeek', 'period', { u: 'week', offset: 2 }],
  ['thisMonth', 'period', { u: 'month', offset: 0 }],
  ['nextMonth', 'period', { u: 'month', offset: 1 }],
  ['thisWeek comma? ~on? ~the? weekday:w', 'weekday', { which: 'this_week' }],
  ['nextWeek comma? ~on? ~the? weekday:w', 'weekday', { which: 'next_week' }],
  ['afterNextWeek comma? ~on? ~the? weekday:w', 'weekday', { which: 'week_after_next' }],
  ['weekday:w comma? on|of? thisWeek', 'weekday', { which: 'this_week' }],
  ['weekday:w comma? on|of? nextWeek', 'weekday', { which: 'next_week' }],
  ['weekday:w comma? on|of? afterNextWeek', 'weekday', { which: 'week_after_next' }],
  ['~from? weekday:a to|dash weekday:b', 'weekday_range'],
  ['weekend', 'weekend', { offset: 0 }],
  ['nextWeekend', 'weekend', { offset: 1 }],
  ['in count:n unit:u', 'in'],
  ['in span:s', 'in'],
  ['count:n unit:u later', 'in'],
  ['span:s later', 'in'],
  ['count:n unit:u ago', 'ago'],
  ['span:s ago', 'ago'],
  ['ago count:n unit:u', 'ago'],
  ['ago span:s', 'ago'],
  ['weekday:w in count:n unit:u', 'weekday_in'],
  ['weekday:w in span:s', 'weekday_in'],
  ['in count:n unit:u comma? ~on? weekday:w', 'weekday_in'],
  ['in span:s comma? ~on? weekday:w', 'weekday_in'],
  ['~the? ~dayWord? day|ordinal:d of? month:month', 'day_month'],
  ['~the? ~dayWord? day|ordinal:d of? month:month of? year:y', 'day_month'],
  ['weekday:w comma? the? dayWord? day|ordinal:d of? month:month', 'day_month'],
  ['weekday:w comma? the? dayWord? day|ordinal:d of? month:month of? year:y', 'day_month'],
  ['dayOffset comma? the? dayWord? day|ordinal:d of? month:month', 'day_month'],
  ['weekday:w comma? the dayWord? day|ordinal:d', 'weekday_day'],
  ['weekday:w comma? the? dayWord day|ordinal:d', 'weekday_day'],
  ['~the? dayWord day|ordinal:d', 'day'],
  ['~the? ~dayWord? day|ordinal:d of? thisMonth', 'day_of_month', { offset: 0 }],
  ['~the? ~dayWord? day|ordinal:d of? nextMonth', 'day_of_month', { offset: 1 }],
  ['~in month:month', 'month'],
  ['~of|on month:month', 'month'],
  // What looks like a date or a time and is none.
  ['greeting', 'nothing'],
  ['at|after|before|approximately? count unit:u', 'nothing'],
  ['at|after|before|approximately|the? count counted', 'nothing'],
  ['the? ordinal notADate', 'nothing'],
  ['the? weekday notADate', 'nothing'],
]
