import { z } from 'zod'
import type { WebhookAnswer } from '../../drivers/webhook.ts'
import type { NewEntry } from '../journal.ts'

const media = z.strictObject({
  kind: z.enum(['image', 'document', 'audio', 'video', 'sticker']),
  mimeType: z.string().min(1),
  base64: z.base64(),
  caption: z.string().optional(),
  filename: z.string().optional(),
})
const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  place: z.string().optional(),
})

/** What a contact does, as `POST /customer/messages` takes it: exactly one of text, choice, media, location, reaction. */
export const customerMessage = z
  .strictObject({
    /** A phone number, a business-scoped user id such as US.1349, or, for Evolution, a JID such as 120363@g.us. */
    from: z
      .string()
      .regex(
        /^(\+?[\d\s().-]{5,25}|[A-Z]{2}\.[\w.]{1,128}|[\w.-]{1,64}@[\w.]{1,32})$/,
        'must be a phone such as +15550123 or a BSUID such as US.1349',
      ),
    name: z.string().min(1).max(200).default('Sandbox Contact'),
    text: z.string().min(1).max(65_536).optional(),
    /** The id or the title of a button or row that we offered. */
    choice: z.string().min(1).optional(),
    media: media.optional(),
    location: location.optional(),
    reaction: z.strictObject({ emoji: z.string(), to: z.string() }).optional(),
    replyTo: z.string().min(1).optional(),
    /** Which of our addresses it goes to; the first of Meta's numbers when left out. */
    instance: z.string().min(1).optional(),
    /** The message's id; give the same one to deliver the same message again. */
    id: z.string().min(1).max(300).optional(),
  })
  .refine(
    ({ text, choice, media: file, location: place, reaction }) =>
      [text, choice, file, place, reaction].filter((part) => part !== undefined).length === 1,
    { error: 'give exactly one of `text`, `choice`, `media`, `location`, `reaction`' },
  )
export type CustomerMessage = z.output<typeof customerMessage>

/** A message that is ready to go: how it is noted, and how it is posted. */
export type Delivery = { entry: NewEntry; deliver: () => Promise<WebhookAnswer> }
