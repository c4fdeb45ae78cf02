import { createHmac } from 'node:crypto'

/**
 * The value of Meta's `X-Hub-Signature-256`: `sha256=` and the hex HMAC-SHA256 of the raw body under the app secret.
 * Sign exactly the bytes that are sent: another key order is another body.
 */
export function signMeta(body: string | Uint8Array, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/**
 * The value of `X-Twilio-Signature`: base64 HMAC-SHA1 of the public URL (query included) followed by each form
 * parameter's name and value, sorted by name (https://www.twilio.com/docs/usage/security#validating-requests).
 */
export function signTwilio(url: string, params: Record<string, string>, authToken: string): string {
  const signed = Object.keys(params)
    .toSorted()
    .reduce((text, name) => text + name + params[name], url)
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}
