import { createSign } from 'node:crypto'
import { z } from 'zod'
import { send } from './http.ts'
import { OutsideError } from './outsideCalendar.ts'

const TOKEN_URL = 'https://oauth2.googleapis.com/token'
const SCOPE = 'https://www.googleapis.com/auth/calendar.events'
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000

const serviceAccount = z.object({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  token_uri: z.url().default(TOKEN_URL),
})
const refreshToken = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  refresh_token: z.string().min(1),
  token_uri: z.url().default(TOKEN_URL),
})
const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** What Google gives for a service account (its key file) or for a user (client and refresh token), as JSON. */
export type GoogleKey = z.output<typeof serviceAccount> | z.output<typeof refreshToken>

/** Reads a secret. Throws OutsideError that says what it must be. */
export function readGoogleKey(secret: string): GoogleKey {
  let json: unknown
  try {
    json = JSON.parse(secret)
  } catch {
    json = undefined
  }
  const key = z.union([serviceAccount, refreshToken]).safeParse(json)
  if (key.success) return key.data
  throw new OutsideError(
    'the secret must be the JSON of a service account (client_email, private_key) or of a user (client_id, client_secret, refresh_token)',
  )
}

/** Access tokens for a key, each used until it runs out. */
export class GoogleTokens {
  readonly #key: GoogleKey
  #token = ''
  #goodUntil = 0

  constructor(key: GoogleKey) {
    this.#key = key
  }

  async current(now: number, signal: AbortSignal): Promise<string> {
    if (now < this.#goodUntil) return this.#token
    const form = new URLSearchParams(formOf(this.#key, now))
    const answered = await send(this.#key.token_uri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      signal,
    })
    const read = answered.status === 200 ? answer.safeParse(JSON.parse(answered.body)) : undefined
    if (!read?.success)
      throw new OutsideError(`Google gives no token: ${answered.status} ${answered.body.slice(0, 200)}`)
    this.#token = read.data.access_token
    this.#goodUntil = now + read.data.expires_in * 1000 - MARGIN_MS
    return this.#token
  }

  /** Forgets the token: Google does not take it any more. */
  forget(): void {
    this.#goodUntil = 0
  }
}

function formOf(key: GoogleKey, now: number): Record<string, string> {
  if ('refresh_token' in key) {
    const { client_id, client_secret, refresh_token } = key
    return { grant_type: 'refresh_token', client_id, client_secret, refresh_token }
  }
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(key, now) }
}

/** A signed claim (RFC 7523), good for an hour. */
function assertionOf(key: z.output<typeof serviceAccount>, now: number): string {
  const seconds = Math.floor(now / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: key.client_email, scope: SCOPE, aud: key.token_uri, iat: seconds, exp: seconds + 3600 }
  const body = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${body}.${createSign('RSA-SHA256').update(body).sign(key.private_key, 'base64url')}`
}
