import type { Rule } from './table.ts'

/** Phrases written one after the other, parted by semicolons. */
export function list(phrases: string): readonly string[] {
  return phrases
    .split(';')
    .map((phrase) => phrase.trim())
    .filter(Boolean)
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
