// Bodies after the references of the Cloud API's webhooks (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference),
// with numbers and ids of nobody.

export const ACCOUNT = '100000000000001'
export const WAMID = 'wamid.HBgLMzQ2MDAxMTEyMjIVAgASGBQzQTdBNUZGNDQ5M0ZDOEJGMTYyQQA='

const metadata = { display_phone_number: '15550100000', phone_number_id: ACCOUNT }
const contacts = [{ profile: { name: 'Ana Prueba' }, wa_id: '34600111222' }]

/** A body with one change. */
export function body(value: object, field = 'messages'): object {
  return {
    object: 'whatsapp_business_account',
    entry: [
      { id: '100000000000009', changes: [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field }] },
    ],
  }
}

/** A body with one message of the contact. */
export function said(content: object): object {
  return body({ contacts, messages: [{ from: '34600111222', id: WAMID, timestamp: '1763625600', ...content }] })
}

/** A body with one status. */
export function became(status: object): object {
  return body({ statuses: [{ id: WAMID, timestamp: '1763625601', recipient_id: '34600111222', ...status }] })
}

const file = { mime_type: 'image/jpeg', sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=', id: '1003383421387256' }

/** What a contact can send, by kind, and what we read of it. */
export const kinds: [name: string, content: object, read: object][] = [
  ['text', { type: 'text', text: { body: 'Hola, ¿tienen hora?' } }, { kind: 'text', text: 'Hola, ¿tienen hora?' }],
  [
    'a reply to one of our messages',
    { context: { from: '15550100000', id: 'wamid.ours' }, type: 'text', text: { body: 'that one' } },
    { kind: 'text', text: 'that one', replyTo: 'wamid.ours' },
  ],
  [
    'a message from an advertisement',
    {
      referral: { source_type: 'ad', source_id: '120226305854810726', ctwa_clid: 'x' },
      type: 'text',
      text: { body: 'hi' },
    },
    { kind: 'text', text: 'hi' },
  ],
  [
    'a quick reply of a template',
    { type: 'button', button: { payload: 'confirm', text: 'Confirm' }, context: { id: 'wamid.ours' } },
    { kind: 'choice', text: 'Confirm', choice: { id: 'confirm', title: 'Confirm' }, replyTo: 'wamid.ours' },
  ],
  [
    'a reply button',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Sí' } } },
    { kind: 'choice', text: 'Sí', choice: { id: 'yes', title: 'Sí' } },
  ],
  [
    'a row of a list',
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 't1', title: '10:00', description: 'Dra. Sol' } },
    },
    { kind: 'choice', text: '10:00', choice: { id: 't1', title: '10:00' } },
  ],
  [
    'a filled form',
    {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","day":"Friday","guests":2}' },
      },
    },
    { kind: 'text', text: 'Friday\n2' },
  ],
  [
    'a picture',
    { type: 'image', image: file },
    { kind: 'image', text: '', media: { id: file.id, mimeType: 'image/jpeg' } },
  ],
  [
    'a picture with words',
    { type: 'image', image: { ...file, caption: 'my tooth', url: 'https://lookaside.fbsbx.com/x' } },
    { kind: 'image', text: 'my tooth', media: { id: file.id, mimeType: 'image/jpeg' } },
  ],
  [
    'a document',
    { type: 'document', document: { ...file, mime_type: 'application/pdf', filename: 'report.pdf', caption: 'here' } },
    { kind: 'document', text: 'here', media: { id: file.id, mimeType: 'application/pdf', fileName: 'report.pdf' } },
  ],
  [
    'a video',
    { type: 'video', video: { ...file, mime_type: 'video/mp4' } },
    { kind: 'video', text: '', media: { id: file.id, mimeType: 'video/mp4' } },
  ],
  [
    'a voice note',
    { type: 'audio', audio: { ...file, mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { kind: 'voice', text: '', media: { id: file.id, mimeType: 'audio/ogg; codecs=opus' } },
  ],
  [
    'a sticker',
    { type: 'sticker', sticker: { ...file, mime_type: 'image/webp', animated: true } },
    { kind: 'sticker', text: '', media: { id: file.id, mimeType: 'image/webp' } },
  ],
  [
    'a place',
    {
      type: 'location',
      location: { latitude: 40.4168, longitude: -3.7038, name: 'Sol', address: 'Puerta del Sol, Madrid' },
    },
    {
      kind: 'location',
      text: 'Sol, Puerta del Sol, Madrid',
      location: { latitude: 40.4168, longitude: -3.7038, name: 'Sol' },
    },
  ],
  [
    'contact cards',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Juan Gil', first_name: 'Juan' },
          phones: [{ phone: '+34 600 222 333', wa_id: '34600222333', type: 'CELL' }],
        },
      ],
    },
    { kind: 'contacts', text: 'Juan Gil +34 600 222 333' },
  ],
  [
    'a reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '👍' } },
    { kind: 'reaction', text: '👍', replyTo: 'wamid.ours' },
  ],
  [
    'a reaction taken back',
    { type: 'reaction', reaction: { message_id: 'wamid.ours' } },
    { kind: 'reaction', text: '', replyTo: 'wamid.ours' },
  ],
  [
    'an order',
    {
      type: 'order',
      order: {
        catalog_id: '194836987003835',
        text: 'Love these!',
        product_items: [{ product_retailer_id: 'x', quantity: 2 }],
      },
    },
    { kind: 'unsupported', text: 'Love these!' },
  ],
  [
    'an unsupported kind',
    { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }], unsupported: { type: 'poll' } },
    { kind: 'unsupported', text: '' },
  ],
  ['a kind that nobody knows yet', { type: 'hologram', hologram: { id: 1 } }, { kind: 'unsupported', text: '' }],
  ['a known kind without its content', { type: 'image' }, { kind: 'unsupported', text: '' }],
  ['a kind named like a part of JavaScript', { type: 'constructor' }, { kind: 'unsupported', text: '' }],
  [
    'unknown fields everywhere',
    { type: 'text', text: { body: 'hi', tone: 'warm' }, mood: [1, { a: 2 }] },
    { kind: 'text', text: 'hi' },
  ],
  [
    'characters that no store takes',
    { type: 'text', text: { body: 'a\u0000b\ud800c' } },
    { kind: 'text', text: 'ab\ufffdc' },
  ],
]
