import type { Pack } from '../pack.ts'
import type { Problem } from '../problems.ts'
import type { Reading } from '../shape.ts'
import { checkCalendar } from './calendar.ts'
import { checkExamples } from './examples.ts'
import { Found } from './found.ts'
import { checkLanguages } from './languages.ts'
import { checkMessages } from './messages.ts'
import { checkReferences } from './references.ts'

/** What a look at each part alone cannot find: names that refer to nothing, messages that a language lacks. */
export function crossProblems(pack: Pack, reading: Reading): Problem[] {
  const found = new Found(reading.places)
  checkReferences(pack, found)
  checkLanguages(pack, found)
  if (pack.calendar) checkCalendar(pack.calendar, found)
  return [...found.problems, ...checkMessages(pack, reading.messageSources), ...checkExamples(pack, reading)]
}
