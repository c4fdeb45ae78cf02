import { describe, expect, it } from 'vitest'
import { parameter, readTwilioMessage, readTwilioStatus } from './twilio.ts'

// After www.twilio.com/docs/messaging/guides/webhook-request, with numbers and ids of nobody.
const NOW = '2026-11-20T10:00:00.000Z'
const SID = 'SM0123456789abcdef0123456789abcdef'
const whatsapp = {
  MessageSid: SID,
  SmsMessageSid: SID,
  AccountSid: 'AC00000000000000000000000000000000',
  From: 'whatsapp:+34600111222',
  To: 'whatsapp:+15550100001',
  ProfileName: 'Ana',
  WaId: '34600111222',
  NumMedia: '0',
}
const read = (form: Record<string, string>) => readTwilioMessage({ ...whatsapp, ...form }, NOW)

describe('a message of Twilio', () => {
  it.each([
    ['text', { Body: 'Hola' }, { kind: 'text', text: 'Hola' }],
    [
      'a reply',
      { Body: 'that', OriginalRepliedMessageSid: 'SMours' },
      { kind: 'text', text: 'that', replyTo: 'SMours' },
    ],
    [
      'a quick reply',
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'yes' },
      { kind: 'choice', text: 'Yes', choice: { id: 'yes', title: 'Yes' } },
    ],
    [
      'a row of a list',
      { Body: '10:00', ListId: 't1', ListTitle: '10:00' },
      { kind: 'choice', choice: { id: 't1', title: '10:00' } },
    ],
    [
      'a place',
      { Latitude: '40.4', Longitude: '-3.7', Label: 'Sol' },
      { kind: 'location', location: { latitude: 40.4, longitude: -3.7, name: 'Sol' } },
    ],
    [
      'a voice note',
      { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/m/0', MediaContentType0: 'audio/ogg' },
      { kind: 'voice', media: { id: 'https://api.twilio.com/m/0', mimeType: 'audio/ogg' } },
    ],
    [
      'a reaction',
      { MessageType: 'reaction', ReactionEmoji: '👍', OriginalRepliedMessageSid: 'SMours' },
      { kind: 'reaction', text: '👍', replyTo: 'SMours' },
    ],
    ['nothing that can be read', {}, { kind: 'unsupported', text: '' }],
    ['parameters that nobody knows yet', { Body: 'hi', Mood: 'warm' }, { kind: 'text', text: 'hi' }],
  ])('%s', (_name, form, message) => {
    expect(read(form)).toMatchObject([
      {
        say: 'message',
        account: '+15550100001',
        from: { contact: '34600111222', phone: '+34600111222', name: 'Ana' },
        message: { ...message, providerId: SID },
      },
    ])
  })

  it('with three pictures is three messages, the first with the words', () => {
    const media = Object.fromEntries(
      [0, 1, 2].flatMap((n) => [
        [`MediaUrl${n}`, `https://m/${n}`],
        [`MediaContentType${n}`, 'image/jpeg'],
      ]),
    )
    expect(read({ ...media, NumMedia: '3', Body: 'look' })).toMatchObject([
      { message: { providerId: SID, text: 'look' } },
      { message: { providerId: `${SID}.1`, text: '' } },
      { message: { providerId: `${SID}.2`, text: '' } },
    ])
  })

  it('may come from a contact without a phone', () => {
    expect(read({ From: 'whatsapp:US.1349', Body: 'hi' })).toMatchObject([
      { from: { contact: 'US.1349', contactKind: 'user_id' } },
    ])
  })

  it('may come from a hidden number, which is nobody’s', () => {
    const [hidden] = read({ From: '+266696687', Body: 'hi' })
    expect(hidden).toMatchObject({ from: { contact: 'anonymous', contactKind: 'user_id' } })
    expect(hidden).not.toHaveProperty('from.phone')
  })

  it.each([
    ['To', { To: '' }],
    ['From', { From: '' }],
    ['MessageSid', { MessageSid: '', SmsMessageSid: '' }],
  ])('without %s is malformed', (what, form) => {
    expect(read(form)).toMatchObject([{ say: 'malformed', what }])
  })
})

describe('a status of Twilio', () => {
  const status = { MessageSid: SID, From: 'whatsapp:+15550100001', To: 'whatsapp:+34600111222' }

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
  ])('%s is %s', (MessageStatus, expected) => {
    const reading = readTwilioStatus({ ...status, MessageStatus, ErrorCode: '63016' }, 'our-id')
    expect(reading).toMatchObject({
      say: 'status',
      status: { status: expected, reply: 'our-id', providerId: SID, detail: '63016' },
    })
  })

  it.each(['queued', 'sending', 'accepted', 'constructor'])('%s says nothing yet', (MessageStatus) => {
    expect(readTwilioStatus({ ...status, MessageStatus }, null)).toMatchObject({ say: 'ignored', why: 'status' })
  })
})

it('takes the first of a parameter that is there twice', () => {
  expect(parameter({ Body: ['one', 'two'] }, 'Body')).toBe('one')
  expect(parameter({}, 'constructor')).toBeUndefined()
})
