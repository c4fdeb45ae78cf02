import { expect, test } from 'vitest'
import { type SetupAnswer, readSetup } from './setup.ts'

const meta = (state: 'connected' | 'sandbox' | 'missing') => ({ name: 'meta', state, missing: [], webhooks: [] })
const clinic = { tenant: 'demo-clinic', provider: 'meta', businessName: 'Clínica Aurora' }
const answer = (changes: Partial<SetupAnswer> = {}): SetupAnswer => ({
  sandbox: true,
  traces: true,
  providers: [meta('sandbox')],
  instances: [{ ...clinic, provider: 'twilio', tenant: 'other' }, clinic],
  ...changes,
})

test('the page shows the business to which the sandbox writes', () => {
  expect(readSetup(answer())).toMatchObject({ tenant: 'demo-clinic', hasSandbox: true, keepsTraces: true })
  expect(readSetup(answer())?.items).toMatchObject([{ name: 'WhatsApp by Meta', state: 'sandbox' }])
})

test('nobody writes from the page once the real provider is connected', () => {
  expect(readSetup(answer({ providers: [meta('connected')] }))).toMatchObject({ hasSandbox: false })
})

test('without any address of a business there is nothing to show', () => {
  expect(readSetup(answer({ instances: [] }))).toBeNull()
})
