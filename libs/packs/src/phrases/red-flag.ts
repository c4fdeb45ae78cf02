import type { Pack } from '../pack.ts'
import { packPhrases } from './pack-phrases.ts'

/** Something that cannot wait, and the words that say so. */
export interface FoundRedFlag {
  id: string
  /** Verbatim. */
  quote: string
  urgency: 'urgent' | 'high'
  /** The message that answers; its parameters: `redFlagParameters`, and `business`. */
  message: string
}

interface Span {
  start: number
  end: number
}

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end

/**
 * The red flag in a text, in whatever language of the pack it is written, or null. Turns of speech that the pack
 * excepts ("dying to see you") and phrases that are negated directly ("no chest pain") are none.
 */
export function findRedFlag(pack: Pack, text: string): FoundRedFlag | null {
  const phrases = packPhrases(pack)
  const found = phrases.redFlags.match(text)
  if (found.length === 0) return null
  const excepted = phrases.redFlagsExcept.match(text)
  const negations = phrases.negations.match(text)
  const isNegated = (span: Span) =>
    negations.some(({ end }) => end < span.start && text.slice(end, span.start).trim() === '')
  const real = found.find((span) => !isNegated(span) && !excepted.some((exception) => overlaps(exception, span)))
  const flag = pack.redFlags.flags.find(({ id }) => id === real?.id)
  return real && flag ? { id: flag.id, quote: real.quote, urgency: flag.urgency, message: flag.message } : null
}

/** The numbers that a red flag's message names in a country (ISO 3166). */
export function redFlagParameters(
  pack: Pick<Pack, 'redFlags'>,
  region: string,
): { emergency: string; helpline: string } {
  const { emergencyNumbers, helplines } = pack.redFlags
  return {
    emergency: emergencyNumbers[region] ?? emergencyNumbers['default'] ?? '112',
    helpline: helplines[region] ?? helplines['default'] ?? '112',
  }
}
