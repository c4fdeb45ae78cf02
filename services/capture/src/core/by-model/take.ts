import type { SlotType } from '@repartee/packs'
import { NOTHING, type Findings, type Found, type Heard } from '../heard.ts'

/** What a model says that it found: the name of a slot, and the words. */
export interface ModelFact {
  readonly slot: string
  readonly quote: string
}

/** Values that rules read more surely than a model. */
const RULES_FIRST: ReadonlySet<SlotType> = new Set(['date', 'time', 'day_part', 'phone', 'email', 'number', 'money'])
const CONFIDENCE = 0.8

/**
 * A model's facts as values, normalised by the same rules: each quote is read as the answer to a question for its slot.
 * Refused are quotes that do not stand in the message, slots that the pack does not have, and what the rules make nothing of.
 */
export function findingsOf(
  facts: readonly ModelFact[],
  heard: Heard,
  byRules: Findings,
  read: (heard: Heard) => Findings,
): Findings {
  const found = facts.flatMap((fact): Found[] => {
    const slot = heard.pack.slots.find(({ name }) => name === fact.slot)
    const start = fact.quote.trim() === '' ? -1 : heard.text.indexOf(fact.quote)
    if (slot === undefined || start < 0) return []
    const known = byRules.found.find((one) => one.slot === slot.name)
    if (known && (known.by === 'choice' || RULES_FIRST.has(slot.type))) return []
    const asked = { ...heard, text: fact.quote, asked: slot, pending: null, isQuestionOnly: false }
    const value = read({ ...asked, correction: null, refusal: null }).found.find((one) => one.slot === slot.name)
    if (!value || value.value === known?.value) return []
    return [{ ...value, start: start + value.start, end: start + value.end, confidence: CONFIDENCE, by: 'model' }]
  })
  return { ...NOTHING, found }
}
