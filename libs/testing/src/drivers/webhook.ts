import { once } from 'node:events'
import { request as open } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { signMeta, signTwilio } from './signatures.ts'

/** What the gateway answered to a webhook. */
export type WebhookAnswer = { status: number; headers: Headers; body: string }

/** How long a webhook may take before the provider gives up; Twilio's limit for voice is 15 s. */
export const WEBHOOK_TIMEOUT_MS = 15_000

/** Posts a signed body to the gateway as Meta does. Throws only when the gateway cannot be reached or times out. */
export async function postMeta(
  gatewayUrl: string,
  body: unknown,
  appSecret: string,
  options: { signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<WebhookAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return await request(new URL('/webhooks/whatsapp/meta', gatewayUrl), text, options.signal, {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    'x-hub-signature-256': signMeta(text, appSecret),
    ...options.headers,
  })
}

/**
 * Posts a signed form to the gateway as Twilio does. `signedUrl` is the URL under the public address, which is what
 * Twilio signs; it is left out when the gateway's own address is the public one.
 */
export async function postTwilio(
  url: string,
  params: Record<string, string>,
  authToken: string,
  options: { signedUrl?: string; signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<WebhookAnswer> {
  return await request(new URL(url), new URLSearchParams(params).toString(), options.signal, {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signTwilio(options.signedUrl ?? url, params, authToken),
    ...options.headers,
  })
}

/**
 * Announces a body of so many bytes and reads what is answered before any of it is sent. A refusal of bytes that are on
 * their way closes the connection, which may cost the sender the answer.
 */
export async function announceBody(url: string, bytes: number, contentType: string): Promise<WebhookAnswer> {
  const request = open(url, { method: 'POST', headers: { 'content-type': contentType, 'content-length': bytes } })
  request.flushHeaders()
  const [answer] = (await once(request, 'response', { signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS) })) as [
    IncomingMessage,
  ]
  const body = await textOf(answer)
  request.destroy()
  const headers = new Headers({ 'content-type': answer.headers['content-type'] ?? '' })
  return { status: answer.statusCode ?? 0, headers, body }
}

/** One HTTP request, GET when it has no body and POST else; its whole answer read, no redirects followed. */
export async function request(
  url: URL,
  body: string | undefined,
  signal: AbortSignal | undefined,
  headers: Record<string, string>,
): Promise<WebhookAnswer> {
  const timeout = AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}
