import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const secrets = { META_APP_SECRET: 'a', TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'b' }

test('the gateway is reached at its own address and signed for at the public one', () => {
  expect(readConfig(secrets)).toMatchObject({ port: 8090, gatewayUrl: 'http://127.0.0.1:8080' })
  expect(readConfig({ ...secrets, PUBLIC_URL: 'https://a.example', GATEWAY_URL: 'http://gateway:8080' })).toMatchObject(
    {
      gatewayUrl: 'http://gateway:8080',
      publicUrl: 'https://a.example',
    },
  )
})

test('all that is missing is said at once', () => {
  expect(() => readConfig({ SANDBOX_PORT: 'x', META_APP_SECRET: '' })).toThrow(
    /SANDBOX_PORT[^]*META_APP_SECRET[^]*TWILIO_ACCOUNT_SID[^]*TWILIO_AUTH_TOKEN/,
  )
})
