import { at, fieldsOf, idAt, listAt, numberAt, textAt } from './json.ts'
import type { Content } from './meta-content.ts'
import type { ReadMessage } from './reading.ts'

/** `message` is what stands under the type's name, `id` the message's own id, by which its file is asked for. */
type Read = (message: unknown, id: string) => Content | null

const UNSUPPORTED: Content = { kind: 'unsupported', text: '' }

const words =
  (...path: string[]): Read =>
  (message) => {
    const text = textAt(message, ...path)
    return text === undefined ? null : { kind: 'text', text }
  }

const file =
  (kind: ReadMessage['kind']): Read =>
  (message, id) => {
    const fileName = textAt(message, 'fileName') ?? textAt(message, 'title')
    return {
      kind,
      text: textAt(message, 'caption') ?? '',
      media: {
        id,
        mimeType: textAt(message, 'mimetype') ?? 'application/octet-stream',
        ...(fileName && { fileName }),
      },
    }
  }

function location(message: unknown): Content | null {
  const latitude = numberAt(message, 'degreesLatitude')
  const longitude = numberAt(message, 'degreesLongitude')
  if (latitude === undefined || longitude === undefined) return null
  const name = textAt(message, 'name')
  const text = [name, textAt(message, 'address')].filter((part) => part !== undefined).join(', ')
  return { kind: 'location', text, location: { latitude, longitude, ...(name && { name }) } }
}

/** A card names the person and carries a vCard, whose numbers stand behind `TEL`. */
function card(contact: unknown): string {
  const numbers = [...(textAt(contact, 'vcard') ?? '').matchAll(/^(?:item\d+\.)?TEL[^:\n]*:(.+)$/gm)]
  return [textAt(contact, 'displayName'), ...numbers.map(([, number]) => number?.trim())].filter(Boolean).join(' ')
}

const chosen =
  (idPath: string[], titlePath: string[]): Read =>
  (message) => {
    const id = idAt(message, ...idPath)
    if (id === undefined) return null
    const title = textAt(message, ...titlePath) ?? id
    return { kind: 'choice', text: title, choice: { id, title } }
  }

function reaction(message: unknown): Content | null {
  const replyTo = idAt(message, 'key', 'id')
  return replyTo === undefined ? null : { kind: 'reaction', text: textAt(message, 'text') ?? '', replyTo }
}

/** Types of WhatsApp's own protocol (github.com/WhiskeySockets/Baileys, WAProto), as Evolution hands them on. */
const readers: Readonly<Record<string, Read>> = {
  conversation: (message) => (typeof message === 'string' && message !== '' ? { kind: 'text', text: message } : null),
  extendedTextMessage: words('text'),
  imageMessage: file('image'),
  videoMessage: file('video'),
  ptvMessage: file('video'),
  audioMessage: file('voice'),
  documentMessage: file('document'),
  stickerMessage: file('sticker'),
  locationMessage: location,
  liveLocationMessage: location,
  contactMessage: (message) => ({ kind: 'contacts', text: card(message) }),
  contactsArrayMessage: (message) => ({ kind: 'contacts', text: listAt(message, 'contacts').map(card).join('\n') }),
  reactionMessage: reaction,
  buttonsResponseMessage: chosen(['selectedButtonId'], ['selectedDisplayText']),
  templateButtonReplyMessage: chosen(['selectedId'], ['selectedDisplayText']),
  listResponseMessage: chosen(['singleSelectReply', 'selectedRowId'], ['title']),
}

/** Covers around the message proper: that it vanishes, is seen once, carries a caption, was corrected. */
const covers = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
]
const MOST_COVERS = 4

/** Notices of the protocol: keys, settings, recalls. */
const notices = new Set(['protocolMessage', 'senderKeyDistributionMessage', 'messageContextInfo'])

/** What a message carries; `null` for a notice that nobody answers. Unknown types are `unsupported`. */
export function evolutionContent(data: unknown, id: string): Content | null {
  const message = uncovered(at(data, 'message'))
  const corrected = at(message, 'protocolMessage', 'editedMessage')
  if (corrected !== undefined) return evolutionContent({ message: corrected }, id)
  const names = Object.keys(fieldsOf(message) ?? {}).filter((name) => !notices.has(name))
  if (names.length === 0) return fieldsOf(message) === undefined ? UNSUPPORTED : null
  const name = names.find((one) => Object.hasOwn(readers, one))
  if (name === undefined) return UNSUPPORTED
  const inner = at(message, name)
  const content = readers[name]!(name === 'conversation' ? textAt(message, name) : inner, id) ?? UNSUPPORTED
  const replyTo = content.replyTo ?? idAt(inner, 'contextInfo', 'stanzaId') ?? idAt(data, 'contextInfo', 'stanzaId')
  return replyTo === undefined ? content : { ...content, replyTo }
}

function uncovered(message: unknown, left = MOST_COVERS): unknown {
  const cover = covers.find((name) => fieldsOf(at(message, name, 'message')) !== undefined)
  return cover === undefined || left === 0 ? message : uncovered(at(message, cover, 'message'), left - 1)
}
