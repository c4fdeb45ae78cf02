import { expect, it } from 'vitest'
import type { Instance } from '../instances/instance.ts'
import { writeTo } from './write-to.ts'

const instance = (of: Pick<Instance, 'tenant' | 'channel' | 'provider' | 'account'>): Instance => ({
  ...of,
  name: of.account,
  language: 'en',
  voiceMode: null,
  secrets: {},
  settings: {
    businessName: 'A clinic',
    pack: 'clinic',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    defaultLanguage: 'en',
  },
})
const whatsapp = instance({ tenant: 'clinic', channel: 'whatsapp', provider: 'meta', account: '1' })
const sms = instance({ tenant: 'clinic', channel: 'sms', provider: 'twilio', account: '+15550100001' })
const phone = instance({ tenant: 'clinic', channel: 'phone', provider: 'twilio', account: '+15550100001' })

it.each([
  ['by SMS before WhatsApp', [phone, whatsapp, sms], 'clinic', '+34600111222', 'sms'],
  ['on WhatsApp where there is no SMS', [phone, whatsapp], 'clinic', '+34600111222', 'whatsapp'],
  ['nowhere without such a channel', [phone], 'clinic', '+34600111222', undefined],
  ['nowhere by another business', [whatsapp, sms], 'another', '+34600111222', undefined],
  ['nowhere without a number', [whatsapp, sms], 'clinic', undefined, undefined],
])('a caller is written to %s', (_how, instances, tenant, number, channel) => {
  const address = writeTo(instances, tenant, number)
  expect(address?.channel).toBe(channel)
  if (address !== null) expect(address.contact).toBe('34600111222')
})
