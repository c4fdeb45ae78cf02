import { cleanText } from './text.ts'
import { phoneContact, type ReadContact, type Reading, type ReadMessage } from './reading.ts'

/** The parameters of a request of Twilio: a form, each name once (the first counts). */
export type Form = Readonly<Record<string, string | readonly string[] | undefined>>

/** One parameter, clean; undefined when it is missing or empty. */
export function parameter(form: Form, name: string): string | undefined {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  const first = typeof value === 'string' ? value : value?.[0]
  return first === undefined ? undefined : cleanText(first) || undefined
}

/** Longest id or address that is taken; Twilio's own have 34 characters. */
const LONGEST_ID = 128
const WHATSAPP = 'whatsapp:'

/** An address as Twilio writes it, `+34600111222` or `whatsapp:+34600111222`: its channel, and the rest. */
export function twilioAddress(text: string | undefined): { channel: 'whatsapp' | 'sms'; address: string } | null {
  if (text === undefined || text.length > LONGEST_ID) return null
  const channel = text.startsWith(WHATSAPP) ? 'whatsapp' : 'sms'
  const address = (channel === 'whatsapp' ? text.slice(WHATSAPP.length) : text).trim()
  return address === '' ? null : { channel, address }
}

/** What Twilio writes for a caller who hides the number: words on a keypad (help.twilio.com, "calls from these strange numbers"). */
const HIDDEN_NUMBERS = new Set([
  '+266696687', // anonymous
  '+7378742833', // restricted
  '+2562533', // blocked
  '+8656696', // unknown
  '+86282452253', // unavailable
])

/** The contact behind an address: a phone number, or since 2026 a WhatsApp user id. */
export function twilioContact(address: string, name?: string): ReadContact {
  if (HIDDEN_NUMBERS.has(address)) return { contact: 'anonymous', contactKind: 'user_id', ...(name && { name }) }
  if (/^\+?\d{5,20}$/.test(address)) return phoneContact(address, name)
  return { contact: address, contactKind: 'user_id', ...(name && { name }) }
}

/** The messages that a request of Twilio Messaging says (several pictures are several messages), or why there is none. */
export function readTwilioMessage(form: Form, receivedAt: string): Reading[] {
  const to = twilioAddress(parameter(form, 'To'))
  const from = twilioAddress(parameter(form, 'From'))
  const sid = parameter(form, 'MessageSid') ?? parameter(form, 'SmsMessageSid')
  const account = to?.address ?? null
  if (to === null || from === null) return [{ say: 'malformed', account, what: to === null ? 'To' : 'From' }]
  if (sid === undefined || sid.length > LONGEST_ID) return [{ say: 'malformed', account, what: 'MessageSid' }]
  if (/@(g\.us|broadcast|newsletter)$/.test(from.address)) return [{ say: 'ignored', account, why: 'group' }]
  const contact = twilioContact(from.address, parameter(form, 'ProfileName'))
  return contentOf(form).map((content, index) => ({
    say: 'message',
    account: to.address,
    from: contact,
    message: { ...content, providerId: index === 0 ? sid : `${sid}.${index}`, at: receivedAt },
  }))
}

type Content = Omit<ReadMessage, 'providerId' | 'at'>

function contentOf(form: Form): Content[] {
  const text = parameter(form, 'Body') ?? ''
  const replyTo = parameter(form, 'OriginalRepliedMessageSid')
  const answers = replyTo === undefined ? {} : { replyTo }
  const reaction = parameter(form, 'ReactionEmoji')
  if (reaction !== undefined || parameter(form, 'MessageType') === 'reaction') {
    return [{ kind: 'reaction', text: reaction ?? text, ...answers }]
  }
  const id = parameter(form, 'ButtonPayload') ?? parameter(form, 'ListId')
  const title = parameter(form, 'ButtonText') ?? parameter(form, 'ListTitle') ?? text
  if (id !== undefined) return [{ kind: 'choice', text: title, choice: { id, title: title || id }, ...answers }]
  const place = locationOf(form)
  if (place !== null) return [{ kind: 'location', text: place.name ?? text, location: place, ...answers }]
  const media = mediaOf(form)
  if (media.length > 0) return media.map((one, index) => ({ ...one, text: index === 0 ? text : '', ...answers }))
  return [{ kind: text === '' ? 'unsupported' : 'text', text, ...answers }]
}

function locationOf(form: Form): { latitude: number; longitude: number; name?: string } | null {
  const latitude = Number(parameter(form, 'Latitude') ?? Number.NaN)
  const longitude = Number(parameter(form, 'Longitude') ?? Number.NaN)
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return null
  const name = parameter(form, 'Label') ?? parameter(form, 'Address')
  return { latitude, longitude, ...(name && { name }) }
}

/** Most media that one message carries (Twilio: ten). */
const MOST_MEDIA = 10

function mediaOf(form: Form): Content[] {
  const count = Math.min(Number(parameter(form, 'NumMedia') ?? 0) || 0, MOST_MEDIA)
  return Array.from({ length: count }, (_, index) => ({
    id: parameter(form, `MediaUrl${index}`),
    mimeType: parameter(form, `MediaContentType${index}`) ?? 'application/octet-stream',
  })).flatMap(({ id, mimeType }) =>
    id === undefined ? [] : [{ kind: kindOf(mimeType), text: '', media: { id, mimeType } }],
  )
}

function kindOf(mimeType: string): ReadMessage['kind'] {
  if (mimeType.startsWith('image/webp')) return 'sticker'
  if (mimeType.startsWith('image/')) return 'image'
  if (mimeType.startsWith('audio/')) return 'voice'
  if (mimeType.startsWith('video/')) return 'video'
  return 'document'
}

/** Twilio's states of a message that tell more than "not yet sent". */
const states: Readonly<Record<string, 'sent' | 'delivered' | 'read' | 'failed'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
}

/** What a status callback says about a message of ours. `reply` is what stood in the callback's query. */
export function readTwilioStatus(form: Form, reply: string | null): Reading {
  const from = twilioAddress(parameter(form, 'From'))
  const to = twilioAddress(parameter(form, 'To'))
  const account = from?.address ?? null
  const providerId = parameter(form, 'MessageSid') ?? parameter(form, 'SmsSid')
  const name = parameter(form, 'MessageStatus') ?? parameter(form, 'SmsStatus')
  if (from === null || providerId === undefined || providerId.length > LONGEST_ID || name === undefined) {
    return { say: 'malformed', account, what: from === null ? 'From' : 'MessageSid or MessageStatus' }
  }
  const status = Object.hasOwn(states, name) ? states[name] : undefined
  if (status === undefined) return { say: 'ignored', account, why: 'status' }
  return {
    say: 'status',
    account: from.address,
    status: {
      to: to && twilioContact(to.address),
      providerId,
      status,
      reply,
      at: null,
      detail: parameter(form, 'ErrorCode') ?? null,
    },
  }
}
