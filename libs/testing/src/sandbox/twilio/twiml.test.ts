import twilio from 'twilio'
import { expect, test } from 'vitest'
import { parseTwiml, spokenText, verbsIn } from './twiml.ts'

test('what the official SDK writes is read back, with characters that XML escapes', () => {
  const response = new twilio.twiml.VoiceResponse()
  const gather = response.gather({ input: ['speech', 'dtmf'], action: '/gather?n=1&call=2', hints: 'sí, não, "да"' })
  gather.say({ language: 'he-IL' }, 'שלום <מחר> & "היום"')
  response.redirect({ method: 'POST' }, '/gather?n=1&wait=1')
  const [first, second] = parseTwiml(response.toString())
  expect(first?.attributes).toEqual({ input: 'speech dtmf', action: '/gather?n=1&call=2', hints: 'sí, não, "да"' })
  expect(verbsIn(first!).map(spokenText)).toEqual(['שלום <מחר> & "היום"'])
  expect(spokenText(second!)).toBe('/gather?n=1&wait=1')
})

test.each([
  ['text', 'hello', 'must be one <Response>'],
  ['an unclosed element', '<Response><Say>Hi</Response>', '<Say> is open'],
  ['an unclosed document', '<Response>', '<Response> is not closed'],
  ['two documents', '<Response/><Response/>', 'must be one <Response>'],
  ['a bare ampersand', '<Response><Say>a & b</Say></Response>', 'is no entity'],
  ['a broken attribute', '<Response><Say voice=x>a</Say></Response>', 'attributes are not well-formed'],
])('refuses %s', (_name, document, reason) => {
  expect(() => parseTwiml(document)).toThrow(reason)
})
