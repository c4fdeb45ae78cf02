import { tenantId } from '@repartee/contracts'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const claims = z.object({
  tenant: tenantId,
  session: z.uuid(),
  /** The name of the web chat's instance. */
  instance: z.string().min(1),
  contact: z.uuid(),
  pack: z.string().min(1),
  role: z.enum(['contact', 'trainee']),
  /** Of a trainee who practises on a customer that the engine plays. */
  practice: z.object({ persona: z.string().min(1), trainee: z.string().min(1) }).optional(),
  /** Seconds since the epoch: when the session began, and until when this token is good. */
  began: z.int(),
  expires: z.int(),
})

/** Who a session token speaks for. */
export type SessionClaims = z.output<typeof claims>

/** A token of one session: the claims and a signature (HMAC-SHA-256) over them. */
export function signSessionToken(of: SessionClaims, secret: string): string {
  const body = Buffer.from(JSON.stringify(of)).toString('base64url')
  return `${body}.${signature(body, secret)}`
}

/** The claims of a token that is ours and still good; null for any other. Compared in constant time. */
export function readSessionToken(token: string, secret: string, nowMs: number): SessionClaims | null {
  const [body, given, ...rest] = token.split('.')
  if (!body || !given || rest.length > 0) return null
  const expected = Buffer.from(signature(body, secret))
  const actual = Buffer.from(given)
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null
  const read = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  return read.success && read.data.expires * 1000 > nowMs ? read.data : null
}

function signature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(`session-token.${body}`).digest('base64url')
}
