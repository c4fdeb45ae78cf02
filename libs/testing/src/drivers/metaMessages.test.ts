import { expect, test } from 'vitest'
import {
  metaAudio,
  metaButtonReply,
  metaContacts,
  metaDocument,
  metaImage,
  metaListReply,
  metaLocation,
  metaReaction,
  metaText,
} from './metaMessages.ts'
import { metaStatus } from './metaStatuses.ts'
import { joinMetaWebhooks, metaChange, metaEntries, metaWebhook } from './metaWebhook.ts'

const sender = { from: '15550123', id: 'wamid.1', at: new Date('2026-11-20T10:00:00Z') }
const choice = { id: 'c1', title: 'Monday' }

test.each([
  ['text', metaText({ ...sender, text: 'Hi' }), { type: 'text', text: { body: 'Hi' } }],
  ['button', metaButtonReply({ ...sender, choice }), { interactive: { type: 'button_reply', button_reply: choice } }],
  ['list', metaListReply({ ...sender, choice }), { interactive: { type: 'list_reply', list_reply: choice } }],
  [
    'image',
    metaImage({ ...sender, mediaId: '7', caption: 'X-ray' }),
    { image: { id: '7', caption: 'X-ray', mime_type: 'image/jpeg' } },
  ],
  [
    'document',
    metaDocument({ ...sender, mediaId: '7', filename: 'a.pdf' }),
    { document: { id: '7', filename: 'a.pdf' } },
  ],
  [
    'voice note',
    metaAudio({ ...sender, mediaId: '7' }),
    { audio: { id: '7', voice: true, mime_type: 'audio/ogg; codecs=opus' } },
  ],
  ['location', metaLocation({ ...sender, latitude: 1, longitude: 2 }), { location: { latitude: 1, longitude: 2 } }],
  [
    'contacts',
    metaContacts({ ...sender, cards: [{ name: 'Ana Ruiz', phones: ['+34 600'] }] }),
    { contacts: [{ phones: [{ wa_id: '34600' }] }] },
  ],
  [
    'reaction',
    metaReaction({ ...sender, emoji: '👍', to: 'wamid.0' }),
    { reaction: { message_id: 'wamid.0', emoji: '👍' } },
  ],
  ['reply', metaText({ ...sender, text: 'Yes', replyTo: { id: 'wamid.0' } }), { context: { id: 'wamid.0' } }],
])('%s: sender, id, time and content stand where Meta puts them', (_name, body, content) => {
  const value = body.entry[0]?.changes[0]?.value
  expect(value?.metadata.phone_number_id).toBe('100000000000001')
  expect(value?.contacts).toMatchObject([{ wa_id: '15550123' }])
  expect(value?.messages).toMatchObject([{ from: '15550123', id: 'wamid.1', timestamp: '1795168800', ...content }])
})

test('a contact without a phone has only the user id', () => {
  const value = metaText({ userId: 'US.1349', text: 'Hi' }).entry[0]?.changes[0]?.value
  expect(value?.contacts?.[0]).not.toHaveProperty('wa_id')
  expect(value?.messages?.[0]).not.toHaveProperty('from')
  expect(value).toMatchObject({ contacts: [{ user_id: 'US.1349' }], messages: [{ from_user_id: 'US.1349' }] })
  expect(() => metaText({ text: 'from nobody' })).toThrow('needs a sender')
})

test('statuses carry the callback data and, failed, the error', () => {
  const body = metaStatus(
    { id: 'wamid.1', to: '15550123', status: 'read', callbackData: 'send-1' },
    { id: 'wamid.2', to: '15550123', status: 'failed', error: { code: 131047, title: 'Re-engagement message' } },
  )
  expect(body.entry[0]?.changes[0]?.value.statuses).toMatchObject([
    { id: 'wamid.1', status: 'read', biz_opaque_callback_data: 'send-1', recipient_id: '15550123' },
    { id: 'wamid.2', status: 'failed', errors: [{ code: 131047 }] },
  ])
})

test('several entries and changes in one body', () => {
  const change = metaChange({ messages: [{ id: 'wamid.1', type: 'text' }] })
  expect(metaWebhook(change, change).entry.map(({ changes }) => changes.length)).toEqual([2])
  expect(metaEntries([change], [change, change]).entry.map(({ changes }) => changes.length)).toEqual([1, 2])
  const joined = joinMetaWebhooks(metaText({ ...sender, text: 'a' }), metaText({ ...sender, text: 'b' }))
  expect(joined.entry).toHaveLength(2)
})
