import type { Detection } from '@repartee/contracts'
import { wordCount } from '@repartee/language'
import type { FoundRedFlag } from '@repartee/packs'
import type { Reading } from './reading.ts'
import { says } from './words.ts'

/** How soon it matters: from a red flag, words, frustration, and whether something is under way. */
export function urgencyOf(
  { text, pack }: Reading,
  so: { redFlag: FoundRedFlag | null; frustration: number; asksHuman: boolean; hasTask: boolean },
): Detection['urgency'] {
  if (so.redFlag) return so.redFlag.urgency
  if (says(text, 'urgent') || so.frustration > pack.limits.frustration || so.asksHuman) return 'high'
  return so.hasTask ? 'medium' : 'low'
}

const SHORT_WORDS = 20
const LONG_WORDS = 50
const FEW_SLOTS = 2
const MANY_SLOTS = 5

/** How much stands in a message, by its words, its questions and the slots that it fills. */
export function complexityOf({ text, captured, entries, services, resources }: Reading): Detection['complexity'] {
  const count = wordCount(text)
  const questions = text.match(/[?？؟]+/gu)?.length ?? 0
  const said = Object.values(captured?.slots ?? {}).filter(({ by }) => by === 'rules').length
  const slots = captured ? said : entries.length + Math.min(1, services.length) + Math.min(1, resources.length)
  if (count > LONG_WORDS || slots > MANY_SLOTS || questions > 1) return 'complex'
  return count < SHORT_WORDS && slots < FEW_SLOTS ? 'simple' : 'medium'
}
