import { createHmac, webcrypto } from 'node:crypto'
import fc from 'fast-check'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { signMeta, signTwilio } from './signatures.ts'

test("Twilio's own validation accepts our signature, for any parameters", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[A-Za-z]\w{0,15}$/), fc.string()),
      fc.string({ minLength: 1 }),
      (params, token) => {
        const url = 'https://example.com/webhooks/twilio/status?send=42&to=%2B1555'
        expect(twilio.validateRequest(token, signTwilio(url, params, token), url, params)).toBe(true)
        expect(twilio.validateRequest(token, signTwilio(`${url}x`, params, token), url, params)).toBe(false)
        expect(twilio.validateRequest(`${token}x`, signTwilio(url, params, token), url, params)).toBe(false)
      },
    ),
  )
})

test("the example of Twilio's documentation", () => {
  const params = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  }
  expect(signTwilio('https://mycompany.com/myapp.php?foo=1&bar=2', params, '12345')).toBe(
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  )
})

test('Meta: the signature of the bytes, checked with node crypto and Web Crypto', async () => {
  const body = '{"text":"שלום, привет"}'
  const hex = createHmac('sha256', 'secret').update(Buffer.from(body)).digest('hex')
  expect(signMeta(body, 'secret')).toBe(`sha256=${hex}`)
  expect(signMeta(Buffer.from(body), 'secret')).toBe(`sha256=${hex}`)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await webcrypto.subtle.importKey('raw', Buffer.from('secret'), algorithm, false, ['verify'])
  expect(await webcrypto.subtle.verify(algorithm, key, Buffer.from(hex, 'hex'), Buffer.from(body))).toBe(true)
})
