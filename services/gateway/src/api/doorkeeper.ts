import { Problem } from '@repartee/service'
import type { FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import type { GatewayConfig } from '../config.ts'
import { readSessionToken, type SessionClaims, signSessionToken } from './session-token.ts'
import { isSameSecret } from '../core/signatures.ts'

/** Somebody who showed a good token. */
export type Who =
  | { readonly role: 'operator'; readonly claims: null }
  | { readonly role: SessionClaims['role']; readonly claims: SessionClaims }

/** As long as the bus keeps a session. */
const LONGEST_SESSION_SECONDS = 7 * 24 * 3600

/** Knows operators by their token and web sessions by theirs. */
export class Doorkeeper {
  private readonly secret: string

  constructor(private readonly config: GatewayConfig) {
    this.secret = config.SESSION_TOKEN_SECRET ?? randomBytes(32).toString('base64url')
  }

  /** Whose token it is; null for one that is not good. */
  whoHas(token: string): Who | null {
    const { ADMIN_TOKEN } = this.config
    if (ADMIN_TOKEN !== undefined && isSameSecret(token, ADMIN_TOKEN)) return { role: 'operator', claims: null }
    const claims = readSessionToken(token, this.secret, Date.now())
    return claims && { role: claims.role, claims }
  }

  /** A token for a session that begins now. */
  issue(session: Omit<SessionClaims, 'began' | 'expires'>): { token: string; claims: SessionClaims } {
    return this.sign({ ...session, began: Math.floor(Date.now() / 1000) })
  }

  /** A token that lasts longer; null for a session that is too old. */
  renew({ expires: _old, ...session }: SessionClaims): { token: string; claims: SessionClaims } | null {
    return Date.now() / 1000 > session.began + LONGEST_SESSION_SECONDS ? null : this.sign(session)
  }

  /** Who makes a request, by `Authorization: Bearer`; null when nobody says. Throws a Problem with 401 for a bad token. */
  whoAsks(request: FastifyRequest): Who | null {
    const { authorization } = request.headers
    if (authorization === undefined) return null
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    const who = token === undefined ? null : this.whoHas(token)
    if (who === null) throw unauthorised('the token is not good, or has run out')
    return who
  }

  /** Throws a Problem unless an operator asks. */
  requireOperator(request: FastifyRequest): void {
    const who = this.whoAsks(request)
    if (who === null) {
      const isSet = this.config.ADMIN_TOKEN !== undefined
      throw unauthorised(
        isSet ? 'say Authorization: Bearer <ADMIN_TOKEN>' : 'ADMIN_TOKEN is not set: nobody may ask this',
      )
    }
    if (who.role !== 'operator') throw new Problem(403, 'Forbidden', { detail: 'this is for operators' })
  }

  /** Throws a Problem unless an operator asks, or the session itself. */
  requireSession(request: FastifyRequest, session: string): Who {
    const who = this.whoAsks(request)
    if (who === null) throw unauthorised('say Authorization: Bearer <token of the session>')
    // Another's session is not even confirmed to exist.
    if (who.claims !== null && who.claims.session !== session) throw new Problem(404, 'Not Found')
    return who
  }

  private sign(session: Omit<SessionClaims, 'expires'>): { token: string; claims: SessionClaims } {
    const expires = Math.floor(Date.now() / 1000) + this.config.SESSION_TOKEN_MINUTES * 60
    const claims = { ...session, expires }
    return { token: signSessionToken(claims, this.secret), claims }
  }
}

const unauthorised = (detail: string) => new Problem(401, 'Unauthorized', { detail })
