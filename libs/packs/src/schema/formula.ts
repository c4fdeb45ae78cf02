import { z } from 'zod'
import { parseFormula } from '../formula/parse.ts'

/** Counts with slots and figures by their names: `abs(entry - stop) * quantity`, `side == 'buy' and stop >= entry`. */
export const formula = z.string().superRefine((text, context) => {
  try {
    parseFormula(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'this is no formula' })
  }
})
