import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountsOf, readMeta } from './meta.ts'
import { ACCOUNT, became, body, kinds, said, WAMID } from '../../test/meta-bodies.ts'

const NOW = '2026-11-20T10:00:00.000Z'
const read = (webhook: unknown) => readMeta(webhook, NOW)
const phone = { contact: '34600111222', contactKind: 'phone', phone: '+34600111222' }

describe('a message of the Cloud API', () => {
  it.each(kinds)('%s', (_name, content, expected) => {
    expect(read(said(content))).toEqual([
      {
        say: 'message',
        account: ACCOUNT,
        from: { ...phone, name: 'Ana Prueba' },
        message: { providerId: WAMID, at: '2025-11-20T08:00:00.000Z', ...expected },
      },
    ])
  })

  it('takes the time of its arrival for one without a time', () => {
    expect(read(said({ timestamp: 'soon', type: 'text', text: { body: 'hi' } }))).toMatchObject([
      { message: { at: NOW } },
    ])
  })

  it.each([
    [
      'a changed number',
      { type: 'system', system: { body: 'User A changed', type: 'user_changed_number', wa_id: '34600111333' } },
      'system',
    ],
    ['a first opening of the chat', { type: 'request_welcome' }, 'system'],
    ['a recall', { type: 'revoke', revoke: { original_message_id: 'wamid.x' } }, 'system'],
    ['a group', { group_id: 'Y2FwaV9ncm91cDox', type: 'text', text: { body: 'hi all' } }, 'group'],
    [
      'a group by its address',
      { from: '34600111222-1500000000@g.us', type: 'text', text: { body: 'hi all' } },
      'group',
    ],
    ['a broadcast', { from: 'status@broadcast', type: 'text', text: { body: 'look' } }, 'group'],
    ['a newsletter', { from: '1203630@newsletter', type: 'text', text: { body: 'news' } }, 'group'],
  ])('is heard and not answered when it is %s', (_name, content, why) => {
    expect(read(said(content))).toEqual([{ say: 'ignored', account: ACCOUNT, why }])
  })

  it.each([
    ['no id', { id: undefined }],
    ['an id of a thousand characters', { id: 'x'.repeat(1000) }],
    ['an id that is an object', { id: { $ne: 1 } }],
  ])('is malformed with %s', (_name, change) => {
    expect(read(said({ type: 'text', text: { body: 'hi' }, ...change }))).toMatchObject([{ say: 'malformed' }])
  })
})

describe('who wrote', () => {
  const text = { id: WAMID, timestamp: '1763625600', type: 'text', text: { body: 'hi' } }
  const BSUID = 'US.13491208655302741918'

  it('is the user id where no phone is shown', () => {
    const webhook = body({
      contacts: [{ profile: { name: 'Ana', username: 'ana.p' }, user_id: BSUID }],
      messages: [{ ...text, from_user_id: BSUID }],
    })
    expect(read(webhook)).toMatchObject([{ from: { contact: BSUID, contactKind: 'user_id', name: 'Ana' } }])
  })

  it('is the user id, with the phone beside it, where both are shown', () => {
    const webhook = body({
      contacts: [{ profile: { name: 'Ana' }, wa_id: '34600111222', user_id: BSUID }],
      messages: [{ ...text, from: '34600111222', from_user_id: BSUID }],
    })
    expect(read(webhook)).toMatchObject([{ from: { contact: BSUID, contactKind: 'user_id', phone: '+34600111222' } }])
  })

  it('has the profile of its own contact among several', () => {
    const webhook = body({
      contacts: [
        { profile: { name: 'Bea' }, wa_id: '34600333444' },
        { profile: { name: 'Ana' }, wa_id: '34600111222' },
      ],
      messages: [{ ...text, from: '34600111222' }],
    })
    expect(read(webhook)).toMatchObject([{ from: { contact: '34600111222', name: 'Ana' } }])
  })

  it('must be somebody', () => {
    expect(read(body({ messages: [text] }))).toEqual([{ say: 'malformed', account: ACCOUNT, what: 'messages[].from' }])
  })
})

describe('a status', () => {
  it.each([
    ['sent', { status: 'sent', pricing: { billable: true, pricing_model: 'PMP', category: 'service' } }, 'sent'],
    ['delivered', { status: 'delivered', conversation: { id: 'c', origin: { type: 'service' } } }, 'delivered'],
    ['read', { status: 'read' }, 'read'],
    ['played', { status: 'played' }, 'read'],
  ])('%s', (_name, content, status) => {
    const webhook = became({ ...content, biz_opaque_callback_data: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11' })
    expect(read(webhook)).toEqual([
      {
        say: 'status',
        account: ACCOUNT,
        status: {
          to: phone,
          providerId: WAMID,
          status,
          reply: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11',
          at: '2025-11-20T08:00:01.000Z',
          detail: null,
        },
      },
    ])
  })

  it('failed, with the reason', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'more than 24 hours' } }]
    expect(read(became({ status: 'failed', errors }))).toMatchObject([
      { status: { status: 'failed', detail: '131047 Re-engagement message', reply: null } },
    ])
  })

  it('to a contact without a phone', () => {
    const webhook = became({ status: 'delivered', recipient_id: undefined, recipient_user_id: 'US.1349' })
    expect(read(webhook)).toMatchObject([{ status: { to: { contact: 'US.1349', contactKind: 'user_id' } } }])
  })

  it('that nobody knows yet is heard', () => {
    expect(read(became({ status: 'pondered' }))).toEqual([{ say: 'ignored', account: ACCOUNT, why: 'status' }])
  })
})

describe('a body', () => {
  it('is read whole: every entry, every change, every message, in order', () => {
    const one = (id: string) => ({ from: '34600111222', id, timestamp: '1763625600', type: 'text', text: { body: id } })
    const change = (account: string, ...ids: string[]) => ({
      field: 'messages',
      value: { metadata: { phone_number_id: account }, messages: ids.map(one) },
    })
    const webhook = {
      object: 'whatsapp_business_account',
      entry: [
        { id: '1', changes: [change('100', 'a', 'b'), change('200', 'c')] },
        { id: '2', changes: [change('100', 'd')] },
      ],
    }
    const found = read(webhook)?.map((one) =>
      one.say === 'message' ? `${one.account}/${one.message.providerId}` : one.say,
    )
    expect(found).toEqual(['100/a', '100/b', '200/c', '100/d'])
    expect(accountsOf(webhook)).toEqual(['100', '200'])
  })

  it('tells what a human sent from the paired phone', () => {
    const webhook = body(
      {
        message_echoes: [
          {
            from: '15550100000',
            to: '34600111222',
            id: WAMID,
            timestamp: '1763625600',
            type: 'text',
            text: { body: 'I am here' },
          },
        ],
      },
      'smb_message_echoes',
    )
    expect(read(webhook)).toMatchObject([{ say: 'echo', to: phone, message: { kind: 'text', text: 'I am here' } }])
  })

  it('of another field is heard', () => {
    expect(read(body({ event: 'ACCOUNT_UPDATE' }, 'account_update'))).toMatchObject([{ say: 'ignored', why: 'field' }])
  })

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['another object', { object: 'page', entry: [] }],
    ['no entries', { object: 'whatsapp_business_account' }],
    ['entries that are no list', { object: 'whatsapp_business_account', entry: { changes: [] } }],
    ['an entry without changes', { object: 'whatsapp_business_account', entry: [{ id: '1' }] }],
    ['an entry that is null', { object: 'whatsapp_business_account', entry: [null] }],
  ])('that is %s is none of theirs', (_name, webhook) => {
    expect(read(webhook)).toBeNull()
  })

  it('never throws, whatever stands in it', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 4 })
    fc.assert(
      fc.property(anything, anything, anything, (value, message, status) => {
        expect(() => read(body({ contacts: value, messages: [message], statuses: [status] }))).not.toThrow()
        expect(() => read(said({ type: 'interactive', interactive: value, context: message }))).not.toThrow()
        expect(() => read({ object: 'whatsapp_business_account', entry: [{ changes: [value] }] })).not.toThrow()
        expect(() => accountsOf(value)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})
