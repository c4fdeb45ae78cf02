import { z } from 'zod'
import { event } from './kernel.ts'
import { address, contactProfile, instant, sessionReference, tenantSettings } from './references.ts'
import { CONVERSATION } from './streams.ts'

/** A choice that was offered and is now taken: a button, a list row, a number. */
export const choice = z.object({ id: z.string(), title: z.string() })
export type Choice = z.output<typeof choice>

/** One thing that a contact sent. `text` holds its words, whatever its kind; empty when it has none. */
export const inboundMessage = z.object({
  /** UUIDv5 of tenant, channel, account and the provider's id. */
  id: z.uuid(),
  providerId: z.string().min(1),
  at: instant,
  kind: z.enum([
    'text',
    'choice',
    'voice',
    'image',
    'video',
    'document',
    'sticker',
    'location',
    'contacts',
    'reaction',
    'speech',
    'digits',
    'silence',
    'unsupported',
  ]),
  text: z.string(),
  /** Of a text that is too long to travel, of which `text` is the beginning: where it stands whole, and its length. */
  whole: z.object({ id: z.uuid(), characters: z.int().positive() }).optional(),
  choice: choice.optional(),
  media: z.object({ id: z.string(), mimeType: z.string(), fileName: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional() }).optional(),
  /** The provider's id of the message that this one answers. */
  replyTo: z.string().optional(),
  /** Of a transcriber, 0 to 1. */
  confidence: z.number().min(0).max(1).optional(),
})
export type InboundMessage = z.output<typeof inboundMessage>

export const messageReceived = event('message.received', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['gateway'],
  description: 'A contact sent something; signature checked, normalised, not yet deduplicated.',
  payload: z.object({
    ...sessionReference,
    /** Our id of the instance that it came to. */
    instance: z.string(),
    settings: tenantSettings,
    address,
    contact: contactProfile,
    message: inboundMessage,
    receivedAt: instant,
  }),
})

export const messageSent = event('message.sent', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['gateway', 'coach', 'followup'],
  description: 'A human of the business answered, in the console or from the paired phone.',
  payload: z.object({
    ...sessionReference,
    address,
    message: z.object({ id: z.string(), text: z.string(), at: instant }),
    by: z.string(),
    origin: z.enum(['console', 'paired_phone']),
  }),
})
