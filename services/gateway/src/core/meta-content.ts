import { at, fieldsOf, idAt, listAt, numberAt, textAt } from './json.ts'
import type { ReadMessage } from './reading.ts'

/** What a message carries, whatever its kind. */
export type Content = Pick<ReadMessage, 'kind' | 'text' | 'choice' | 'media' | 'location' | 'replyTo'>

type Read = (message: unknown) => Content | null

const UNSUPPORTED: Content = { kind: 'unsupported', text: '' }

function text(message: unknown): Content | null {
  const body = textAt(message, 'text', 'body')
  return body === undefined ? null : { kind: 'text', text: body }
}

function templateButton(message: unknown): Content | null {
  const title = textAt(message, 'button', 'text')
  if (title === undefined) return null
  return { kind: 'choice', text: title, choice: { id: textAt(message, 'button', 'payload') ?? title, title } }
}

function interactive(message: unknown): Content | null {
  for (const kind of ['button_reply', 'list_reply']) {
    const id = textAt(message, 'interactive', kind, 'id')
    const title = textAt(message, 'interactive', kind, 'title')
    if (id !== undefined) return { kind: 'choice', text: title ?? id, choice: { id, title: title ?? id } }
  }
  const form = textAt(message, 'interactive', 'nfm_reply', 'response_json')
  return form === undefined ? null : { kind: 'text', text: formAnswers(form) }
}

/** The answers of a filled form (a "flow"), one line each. */
function formAnswers(json: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return ''
    throw error
  }
  return Object.entries(fieldsOf(parsed) ?? {})
    .filter(([name, value]) => name !== 'flow_token' && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([, value]) => String(value))
    .join('\n')
}

const file =
  (field: string, kind: ReadMessage['kind']): Read =>
  (message) => {
    const id = idAt(message, field, 'id')
    if (id === undefined) return null
    const fileName = textAt(message, field, 'filename')
    return {
      kind,
      text: textAt(message, field, 'caption') ?? '',
      media: {
        id,
        mimeType: textAt(message, field, 'mime_type') ?? 'application/octet-stream',
        ...(fileName && { fileName }),
      },
    }
  }

function location(message: unknown): Content | null {
  const latitude = numberAt(message, 'location', 'latitude')
  const longitude = numberAt(message, 'location', 'longitude')
  if (latitude === undefined || longitude === undefined) return null
  const name = textAt(message, 'location', 'name')
  const words = [name, textAt(message, 'location', 'address')].filter((part) => part !== undefined)
  return { kind: 'location', text: words.join(', '), location: { latitude, longitude, ...(name && { name }) } }
}

function contacts(message: unknown): Content | null {
  const cards = listAt(message, 'contacts').map((card) =>
    [textAt(card, 'name', 'formatted_name'), ...listAt(card, 'phones').map((phone) => textAt(phone, 'phone'))]
      .filter((part) => part !== undefined)
      .join(' '),
  )
  return cards.length === 0 ? null : { kind: 'contacts', text: cards.join('\n') }
}

function reaction(message: unknown): Content | null {
  const replyTo = idAt(message, 'reaction', 'message_id')
  if (replyTo === undefined) return null
  return { kind: 'reaction', text: textAt(message, 'reaction', 'emoji') ?? '', replyTo }
}

/** An order from the catalogue: only its note can be understood. */
const order: Read = (message) => ({ kind: 'unsupported', text: textAt(message, 'order', 'text') ?? '' })

/** A corrected message says its words again. */
function edit(message: unknown): Content | null {
  return text(at(message, 'edit', 'message'))
}

/** Message types of the Cloud API (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages). */
const readers: Readonly<Record<string, Read>> = {
  text,
  button: templateButton,
  interactive,
  image: file('image', 'image'),
  video: file('video', 'video'),
  document: file('document', 'document'),
  sticker: file('sticker', 'sticker'),
  audio: file('audio', 'voice'),
  voice: file('voice', 'voice'),
  location,
  contacts,
  reaction,
  order,
  edit,
}

/** Notices of WhatsApp itself that look like messages of a contact: a changed number, a first opening, a recall. */
const systemTypes = new Set(['system', 'request_welcome', 'revoke'])

/** What a message of the Cloud API carries; `null` for a notice that nobody answers. Unknown types are `unsupported`. */
export function metaContent(message: unknown): Content | null {
  const type = textAt(message, 'type') ?? ''
  if (systemTypes.has(type)) return null
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined
  const content = reader?.(message) ?? UNSUPPORTED
  const replyTo = content.replyTo ?? idAt(message, 'context', 'id')
  return replyTo === undefined ? content : { ...content, replyTo }
}
