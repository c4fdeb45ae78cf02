import fc from 'fast-check'
import { isIPv4 } from 'node:net'
import { describe, expect, test } from 'vitest'
import { redactText, redactValue } from './redact.ts'

describe('what people say does not stay in a text', () => {
  test.each([
    ['a phone with a plus', 'call +34 612 345 678 now', '612'],
    ['a phone without spaces', 'send to 972501234567', '972501234567'],
    ['a phone with brackets', 'number (555) 010-0001.', '010'],
    ['a phone stuck to a word', 'whatsapp:+15550100001', '15550100001'],
    ['a phone in a JID', 'from 34612345678@s.whatsapp.net', '34612345678'],
    ['a phone between dots', '+34.612.345.678', '612'],
    ['a phone with odd spaces', 'tel 612\u00a0345\u2011678', '345'],
    ['a phone in other digits', 'הטלפון ٠٥٠١٢٣٤٥٦٧', '٠٥٠١٢٣٤٥٦٧'],
    ['a mail', 'write to anna.smith+x@example.co.uk please', 'anna'],
    ['a card', 'card 4111 1111 1111 1111 exp', '1111'],
    ['a card with hyphens', '4111-1111-1111-1111', '1111'],
    ['a name after its introduction', 'heard: my name is Anna Smith', 'Anna'],
    ['a Spanish introduction', 'me llamo Lucia Gomez', 'Lucia'],
    ['Cyrillic', 'reply failed for меня зовут Анна', 'Анна'],
    ['Hebrew', 'unknown word שלום', 'שלום'],
    ['Chinese', 'cannot parse 你好', '你好'],
    ['a Latin name with accents', 'slot José', 'José'],
    ['what a JSON parser quotes', `Unexpected token 'h', "hello my n"... is not valid JSON`, 'hello'],
    ['what Postgres quotes', 'invalid input syntax for type uuid: "I want Friday"', 'Friday'],
    ['a field of JSON', 'body {"text":"tooth hurts","id":3}', 'tooth'],
    ['a password in an address', 'cannot reach postgres://app:hunter22@db:5432/x', 'hunter22'],
    ['a token in a query', 'GET /media?access_token=EAAJabc&x=1', 'EAAJabc'],
  ])('%s', (_what, text, secret) => {
    expect(redactText(text)).not.toContain(secret)
    expect(redactText(text)).toContain('[redacted]')
  })
})

describe('what helps to find a fault stays', () => {
  test.each([
    'turn 5d1a3f0e-9f0b-5c1f-8a53-3f1b0a3f6f10 closed',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736',
    'due at 2026-11-20T09:30:00.000Z',
    'on 2026-11-20',
    'listening on 127.0.0.1:8080',
    'delivered after 12345 ms in 3 attempts',
    'message SM0123456789abcdef0123456789abcdef sent',
    'consumer generation_turn-understood has lag 120',
    'relation booking.bookings does not exist',
    'PostgreSQL does not answer',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})

describe('values', () => {
  test('private keys are hidden at any depth, in any spelling', () => {
    const shown = JSON.stringify(
      redactValue({
        turn: 'abc',
        contact: { id: 1, name: 'Anna' },
        deep: [{ Profile_Name: 'Anna', 'X-Twilio-Signature': 'Zm9v', access_token: 'Anna' }],
        slots: { pain: 'Anna' },
        payload: new Map([['x', 'Anna']]),
      }),
    )
    expect(shown).not.toContain('Anna')
    expect(shown).not.toContain('Zm9v')
    expect(shown).toContain('abc')
  })

  test('a number as long as a phone is hidden, times and sizes are not', () => {
    expect(redactValue({ n: 972501234567, big: 972501234567n, dueAt: 1795179072033, bytes: 12345678 })).toEqual({
      n: '[redacted]',
      big: '[redacted]',
      dueAt: 1795179072033,
      bytes: 12345678,
    })
  })

  test('a key that is itself a phone is hidden', () => {
    expect(JSON.stringify(redactValue({ '+34612345678': { turns: 2 } }))).not.toContain('612')
  })

  test('an error keeps class, code, place and cause, and loses what it quotes', () => {
    const cause = Object.assign(new Error('Key (phone)=(+34612345678) already exists'), { code: '23505' })
    const shown = redactValue(new TypeError('cannot book for "Anna Smith"', { cause })) as Record<string, unknown>
    expect(shown).toMatchObject({ type: 'TypeError', cause: { code: '23505' } })
    expect(JSON.stringify(shown)).not.toMatch(/Anna|612/)
    expect(shown.at).toBeInstanceOf(Array)
  })

  test('cycles, depth, size and strange values are bounded', () => {
    const cyclic: Record<string, unknown> = { bytes: Buffer.from('Anna'), run: () => 'Anna', many: Array(1000).fill(1) }
    cyclic.self = cyclic
    const shown = JSON.stringify(redactValue(cyclic))
    expect(shown.length).toBeLessThan(5000)
    expect(shown).not.toContain('Anna')
    expect(redactText('x'.repeat(100_000)).length).toBeLessThan(5000)
  })

  test('no seven digits in a row are left of any phone-like text', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '(', ') ', '/')
    const phone = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: 9, maxLength: 15 })
      .map((parts) => parts.map(([digit, gap], index) => `${digit}${index === 0 ? '' : gap}`).join(''))
    fc.assert(
      fc.property(phone, fc.constantFrom('to ', 'whatsapp:', 'tel=', '"', '+', ''), (digits, before) => {
        fc.pre(!isIPv4(digits) && !/^\d{4}-\d\d-\d\d/.test(digits))
        const left = redactText(`${before}${digits}!`).replaceAll(/\D/g, '')
        return left.length < 7
      }),
    )
  })
})
