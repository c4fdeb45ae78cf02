import { z } from 'zod'
import { event } from './kernel.ts'
import { instant, language, sessionReference, turnId, turnReference } from './references.ts'
import { CONVERSATION } from './streams.ts'

export const adviceGiven = event('advice.given', {
  version: 1,
  stream: CONVERSATION,
  from: ['coach'],
  readBy: [],
  description: 'What the coach tells the human after the reply.',
  payload: z.object({
    ...turnReference,
    reply: z.uuid(),
    audience: z.enum(['agent', 'trainee']),
    language,
    advice: z.string().min(1),
    tips: z.array(z.string()),
    /** Advice and tips as they are shown: the advice, a blank line, a heading, one bullet a tip. */
    text: z.string().min(1),
    /** For a human who has taken over: what they could say now, word for word. */
    next: z.string().min(1).optional(),
    source: z.enum(['ai', 'fallback', 'error_fallback']),
    intent: z.string().nullable(),
    at: instant,
    /** From the reply's completion. */
    tookMs: z.number(),
  }),
})

/** Why something helped, or did not. */
export const feedbackCode = z.enum([
  'helpful',
  'wrong',
  'does_not_fit',
  'not_clear',
  'too_long',
  'wrong_tone',
  'wrong_language',
  'too_late',
  'other',
])

export const feedbackGiven = event('feedback.given', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['coach'],
  description: 'Thumbs up or down on a reply or an advice, with a reason.',
  payload: z.object({
    ...sessionReference,
    turn: turnId,
    on: z.enum(['reply', 'advice']),
    thumb: z.enum(['up', 'down']),
    /** Why, as one of a few codes. */
    code: feedbackCode.default('other'),
    /** Why, in words. */
    reason: z.string(),
    by: z.string(),
    at: instant,
  }),
})
