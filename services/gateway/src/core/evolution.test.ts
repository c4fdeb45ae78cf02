import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { API_KEY, event, ID, INSTANCE, kinds, said } from '../../test/evolution-bodies.ts'
import { readEvolution } from './evolution.ts'
import { showsKey } from './evolution-key.ts'

const NOW = '2026-11-20T10:00:00.000Z'
const read = (body: unknown, path: string | null = null) => readEvolution(body, path, NOW)
const key = (change: object) => ({ key: { remoteJid: '34600111222@s.whatsapp.net', fromMe: false, id: ID, ...change } })

describe('a message of Evolution API', () => {
  it.each(kinds)('%s', (_name, message, expected) => {
    expect(read(said(message))).toEqual([
      {
        say: 'message',
        account: INSTANCE,
        from: { contact: '34600111222', contactKind: 'phone', phone: '+34600111222', name: 'Ana Prueba' },
        message: { providerId: ID, at: '2025-11-20T08:00:00.000Z', ...expected },
      },
    ])
  })

  it.each([
    ['a group', { remoteJid: '120363041234567890@g.us' }],
    ['a status', { remoteJid: 'status@broadcast' }],
    ['a newsletter', { remoteJid: '120363041234567890@newsletter' }],
  ])('is heard and not answered when it comes from %s', (_name, change) => {
    expect(read(said({ conversation: 'hi' }, key(change)))).toMatchObject([{ say: 'ignored', why: 'group' }])
  })

  it('is a notice when it recalls another', () => {
    expect(read(said({ protocolMessage: { type: 0, key: { id: ID } } }))).toMatchObject([
      { say: 'ignored', why: 'system' },
    ])
  })

  it('of somebody who hides the number has an address of its own, and the number beside it where that is told', () => {
    const hidden = { remoteJid: '98765432109876@lid', remoteJidAlt: '34600111222@s.whatsapp.net' }
    expect(read(said({ conversation: 'hi' }, key(hidden)))).toMatchObject([
      { from: { contact: '98765432109876@lid', contactKind: 'user_id', phone: '+34600111222' } },
    ])
  })

  it('of our own account is an echo', () => {
    expect(read(said({ conversation: 'from the phone' }, key({ fromMe: true })))).toMatchObject([
      { say: 'echo', to: { contact: '34600111222' }, message: { text: 'from the phone' } },
    ])
    expect(read(event('send.message', { ...key({ fromMe: true }), message: { conversation: 'x' } }))).toMatchObject([
      { say: 'echo' },
    ])
  })

  it('comes alone, in a list, or in a list under a name; its event by the body or by the address', () => {
    const one = { ...key({}), message: { conversation: 'hi' } }
    for (const data of [one, [one], { messages: [one] }]) {
      expect(read(event('MESSAGES_UPSERT', data))).toMatchObject([{ say: 'message' }])
      expect(read({ instance: INSTANCE, data }, 'messages-upsert')).toMatchObject([{ say: 'message' }])
    }
    expect(read(event('messages.upsert', [one, { ...one, ...key({ id: 'second' }) }]))).toHaveLength(2)
  })

  it('is malformed without a key, and the whole without an instance', () => {
    expect(read(event('messages.upsert', { message: { conversation: 'hi' } }))).toMatchObject([{ say: 'malformed' }])
    expect(read({ event: 'messages.upsert', data: {} })).toBeNull()
    expect(read([])).toBeNull()
  })
})

describe('a status of Evolution API', () => {
  const update = { keyId: ID, messageId: 'cm3x9', remoteJid: '34600111222@s.whatsapp.net', fromMe: true }
  it.each([
    ['SERVER_ACK', 'sent'],
    ['DELIVERY_ACK', 'delivered'],
    ['READ', 'read'],
    ['PLAYED', 'read'],
    ['ERROR', 'failed'],
    [3, 'delivered'],
  ])('%s says %s', (status, said) => {
    const found = { providerId: ID, status: said, reply: null, to: { contact: '34600111222' } }
    expect(read(event('messages.update', { ...update, status }))).toMatchObject([{ say: 'status', status: found }])
    const older = { key: { id: ID, remoteJid: update.remoteJid, fromMe: true }, update: { status } }
    expect(read(event('messages.update', [older]))).toMatchObject([{ say: 'status', status: found }])
  })

  it('that says nothing new, or of a message of the contact, is passed over; so are all other events', () => {
    expect(read(event('messages.update', { ...update, status: 'PENDING' }))).toMatchObject([{ say: 'ignored' }])
    expect(read(event('messages.update', { ...update, fromMe: false, status: 'READ' }))).toMatchObject([
      { say: 'ignored' },
    ])
    for (const name of ['connection.update', 'qrcode.updated', 'presence.update', 'contacts.upsert', 'of.tomorrow']) {
      expect(read(event(name, {}))).toEqual([{ say: 'ignored', account: INSTANCE, why: 'field' }])
    }
  })
})

it('never throws, whatever comes', () => {
  const names = fc.constantFrom('messages.upsert', 'messages.update', 'send.message', 'x')
  fc.assert(
    fc.property(names, fc.jsonValue({ maxDepth: 6 }), fc.jsonValue({ maxDepth: 6 }), (name, data, message) => {
      read(data)
      read(event(name, data))
      read(said(message))
    }),
    { numRuns: 500 },
  )
})

describe('the key', () => {
  const now = Date.parse(NOW)
  const keys = { apiKey: API_KEY, jwtKey: 'a-key-for-tokens' }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = (claims: object, secret: string, alg = 'HS256') => {
    const signed = `${part({ alg, typ: 'JWT' })}.${part(claims)}`
    return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
  const seconds = now / 1000
  it.each([
    ['in the header', { header: API_KEY }, true],
    ['in the body', { body: { apikey: API_KEY } }, true],
    ['in the header, whatever the body says', { header: API_KEY, body: { apikey: 'other' } }, true],
    ['a false one in the header, whatever the body says', { header: 'other', body: { apikey: API_KEY } }, false],
    ['as a token', { authorization: token({ exp: seconds + 60 }, keys.jwtKey) }, true],
    ['as a token that has run out', { authorization: token({ exp: seconds - 1 }, keys.jwtKey) }, false],
    ['as a token that is not good yet', { authorization: token({ nbf: seconds + 60 }, keys.jwtKey) }, false],
    ['as a token of another', { authorization: token({}, 'another-key') }, false],
    ['as a token without a signature', { authorization: `Bearer ${part({ alg: 'none' })}.${part({})}.` }, false],
    ['as a token of another kind', { authorization: token({}, keys.jwtKey, 'none') }, false],
    ['nowhere', {}, false],
    ['that is no text', { body: { apikey: { $ne: null } } }, false],
  ])('%s', (_where, shown, isGood) => {
    const all = { header: undefined, body: undefined, authorization: undefined, ...shown }
    expect(showsKey(all, keys, now)).toBe(isGood)
  })

  it('opens nothing where none is set', () => {
    const none = { apiKey: undefined, jwtKey: undefined }
    expect(showsKey({ header: '', body: {}, authorization: token({}, '') }, none, now)).toBe(false)
  })
})
