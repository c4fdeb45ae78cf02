import type { InboundMessage, LanguageCode } from '@repartee/contracts'

/** One step of a call: what is said, and what happens then. */
export interface CallStep {
  readonly say: readonly string[]
  readonly language: LanguageCode
  readonly next:
    | { do: 'listen'; gather: number; silences: number; timeoutSeconds: number }
    /** Ask us again, for the reply to the same gather. */
    | { do: 'wait'; gather: number; waits: number }
    | { do: 'hang_up' }
}

/** The query of our own addresses: which gather it is, how often nothing was heard, how often the reply was not there. */
export interface CallPlace {
  readonly gather: number
  readonly silences: number
  readonly waits: number
}

const whole = (text: unknown, least: number): number => {
  const number = typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return Number.isNaN(number) ? least : Math.max(least, number)
}

/** Reads the query that we gave ourselves. */
export function callPlace(query: Readonly<Record<string, unknown>>): CallPlace {
  return { gather: whole(query['n'], 1), silences: whole(query['silences'], 0), waits: whole(query['waits'], 0) }
}

/** What a caller said or pressed; null for silence. Digits are text like any other. */
export function heardIn(
  speech: string | undefined,
  digits: string | undefined,
  confidence: string | undefined,
): Pick<InboundMessage, 'kind' | 'text' | 'confidence'> | null {
  if (digits !== undefined && digits !== '') return { kind: 'digits', text: digits }
  const text = speech?.trim() ?? ''
  if (text === '') return null
  const sureness = Number(confidence)
  const isKnown = confidence !== undefined && Number.isFinite(sureness) && sureness >= 0 && sureness <= 1
  return { kind: 'speech', text, ...(isKnown && { confidence: sureness }) }
}

/** Redirects of one gather until we give up on its reply; each holds the request for some seconds. */
export const MOST_WAITS = 6
