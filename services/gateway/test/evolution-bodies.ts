// Webhook bodies after the documents of Evolution API 2 (doc.evolution-api.com/v2/en/configuration/webhooks) and the
// messages of WhatsApp's web protocol, with numbers and ids of nobody.

export const INSTANCE = 'demo-clinic'
export const API_KEY = 'the-evolution-key-of-tests'
export const ID = '3EB0C767D26B8FA1B2C3'

export function event(name: string, data: unknown, changes: object = {}): object {
  return {
    event: name,
    instance: INSTANCE,
    data,
    destination: 'https://gateway.example.test/webhooks/whatsapp/evolution',
    date_time: '2026-11-20T10:00:00.000Z',
    sender: '15550100002@s.whatsapp.net',
    server_url: 'http://localhost:8080',
    apikey: API_KEY,
    ...changes,
  }
}

/** A message of the contact. */
export function said(message: unknown, changes: object = {}): object {
  return event('messages.upsert', {
    key: { remoteJid: '34600111222@s.whatsapp.net', fromMe: false, id: ID },
    pushName: 'Ana Prueba',
    status: 'DELIVERY_ACK',
    message,
    messageType: Object.keys((message as object | null) ?? {})[0],
    messageTimestamp: 1763625600,
    instanceId: 'c5c4a2f8-1d2e-4b3a-9c8d-7e6f5a4b3c2d',
    source: 'android',
    ...changes,
  })
}

const file = { url: 'https://mmg.whatsapp.net/v/x', mimetype: 'image/jpeg', fileSha256: 'abc', mediaKey: 'def' }
const media = (mimeType: string, fileName?: string) => ({ id: ID, mimeType, ...(fileName && { fileName }) })
const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Luis\nitem1.TEL;waid=34600111333:+34 600 11 13 33\nEND:VCARD'

/** What a contact can send, by kind, and what we read of it. */
export const kinds: [name: string, message: object, read: object][] = [
  ['text', { conversation: 'Hola, ¿tienen hora?' }, { kind: 'text', text: 'Hola, ¿tienen hora?' }],
  [
    'text with a link, as an answer to one of ours',
    { extendedTextMessage: { text: 'that one', contextInfo: { stanzaId: '3EB0OURS' } } },
    { kind: 'text', text: 'that one', replyTo: '3EB0OURS' },
  ],
  [
    'text that vanishes',
    { ephemeralMessage: { message: { extendedTextMessage: { text: 'soon gone' } } } },
    { kind: 'text', text: 'soon gone' },
  ],
  [
    'a picture with words',
    { imageMessage: { ...file, caption: 'my tooth' } },
    { kind: 'image', text: 'my tooth', media: media('image/jpeg') },
  ],
  [
    'a picture that is seen once',
    { viewOnceMessageV2: { message: { imageMessage: file } } },
    { kind: 'image', text: '', media: media('image/jpeg') },
  ],
  [
    'a voice note',
    { audioMessage: { ...file, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 4 } },
    { kind: 'voice', text: '', media: media('audio/ogg; codecs=opus') },
  ],
  [
    'a video',
    { videoMessage: { ...file, mimetype: 'video/mp4' } },
    { kind: 'video', text: '', media: media('video/mp4') },
  ],
  [
    'a document with words',
    {
      documentWithCaptionMessage: {
        message: { documentMessage: { mimetype: 'application/pdf', fileName: 'x-ray.pdf', caption: 'as asked' } },
      },
    },
    { kind: 'document', text: 'as asked', media: media('application/pdf', 'x-ray.pdf') },
  ],
  [
    'a sticker',
    { stickerMessage: { mimetype: 'image/webp' } },
    { kind: 'sticker', text: '', media: media('image/webp') },
  ],
  [
    'a place',
    { locationMessage: { degreesLatitude: 40.4, degreesLongitude: -3.7, name: 'Home', address: 'Calle Mayor 1' } },
    { kind: 'location', text: 'Home, Calle Mayor 1', location: { latitude: 40.4, longitude: -3.7, name: 'Home' } },
  ],
  [
    'a contact',
    { contactMessage: { displayName: 'Luis', vcard: VCARD } },
    { kind: 'contacts', text: 'Luis +34 600 11 13 33' },
  ],
  [
    'several contacts',
    { contactsArrayMessage: { contacts: [{ displayName: 'Luis', vcard: VCARD }, { displayName: 'Eva' }] } },
    { kind: 'contacts', text: 'Luis +34 600 11 13 33\nEva' },
  ],
  [
    'a reaction',
    { reactionMessage: { key: { id: '3EB0OURS', fromMe: true }, text: '👍' } },
    { kind: 'reaction', text: '👍', replyTo: '3EB0OURS' },
  ],
  [
    'a tapped button',
    { buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Yes, please' } },
    { kind: 'choice', text: 'Yes, please', choice: { id: 'yes', title: 'Yes, please' } },
  ],
  [
    'a row of a list',
    { listResponseMessage: { title: '10:00', singleSelectReply: { selectedRowId: 'time:10:00' } } },
    { kind: 'choice', text: '10:00', choice: { id: 'time:10:00', title: '10:00' } },
  ],
  [
    'a corrected message',
    { protocolMessage: { type: 14, editedMessage: { conversation: 'Tuesday, I mean' } } },
    { kind: 'text', text: 'Tuesday, I mean' },
  ],
  ['a poll', { pollCreationMessage: { name: 'When?' } }, { kind: 'unsupported', text: '' }],
  ['something of tomorrow', { holographMessage: { depth: 3 } }, { kind: 'unsupported', text: '' }],
]
