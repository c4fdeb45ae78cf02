import { z } from 'zod'
import { live } from './kernel.ts'
import { language, turnReference } from './references.ts'

const attempt = {
  ...turnReference,
  /** A higher attempt replaces a lower: screens clear the unfinished text. */
  attempt: z.int().positive(),
}

export const audioFormat = z.enum(['mulaw_8000', 'pcm_16000'])

export const liveReply = live('live.reply', {
  from: ['generation'],
  readBy: ['gateway'],
  description: 'A reply as it streams.',
  payload: z.object({
    ...attempt,
    seq: z.int().nonnegative(),
    type: z.enum(['start', 'delta', 'end', 'error']),
    text: z.string(),
  }),
})

export const liveSentence = live('live.sentence', {
  from: ['generation', 'gateway'],
  readBy: ['tts'],
  description: 'A whole sentence of a reply on a channel that speaks.',
  payload: z.object({
    ...attempt,
    sentence: z.int().nonnegative(),
    text: z.string().min(1),
    language,
    last: z.boolean(),
    format: audioFormat,
  }),
})

export const liveAudio = live('live.audio', {
  from: ['tts'],
  readBy: ['gateway'],
  description: 'Sound of a sentence; `data` is base64.',
  payload: z.object({
    ...attempt,
    sentence: z.int().nonnegative(),
    frame: z.int().nonnegative(),
    format: audioFormat,
    data: z.string(),
    /** Is this the sentence's last frame? */
    last: z.boolean(),
    lastSentence: z.boolean(),
  }),
})

export const liveCancel = live('live.cancel', {
  from: ['gateway'],
  readBy: ['generation', 'tts'],
  description: 'Stop working on this turn: it was superseded, or the contact hung up or spoke.',
  payload: z.object({ ...turnReference, reason: z.enum(['superseded', 'barge_in', 'hang_up', 'taken_over']) }),
})
