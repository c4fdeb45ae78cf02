import { createHmac, timingSafeEqual } from 'node:crypto'
import { at, numberAt, textAt } from './json.ts'
import { isSameSecret } from './signatures.ts'

/** What a webhook of Evolution API shows for itself. */
export interface ShownKey {
  /** The header `apikey`. */
  readonly header: string | undefined
  readonly body: unknown
  readonly authorization: string | undefined
}

/** The secrets of an instance: its API key, and the `jwt_key` of its webhook where it has one. */
export interface KnownKeys {
  readonly apiKey: string | undefined
  readonly jwtKey: string | undefined
}

/** Does it show the instance's key? The header counts, else the body's field, else a JWT. Compared in constant time. */
export function showsKey({ header, body, authorization }: ShownKey, { apiKey, jwtKey }: KnownKeys, nowMs: number) {
  const shown = header ?? textAt(body, 'apikey')
  if (shown !== undefined) return apiKey !== undefined && isSameSecret(shown, apiKey)
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]
  const key = jwtKey ?? apiKey
  return token !== undefined && key !== undefined && isGoodToken(token, key, nowMs)
}

/** HS256 and nothing else (RFC 7519), not before its time and not after it. */
function isGoodToken(token: string, key: string, nowMs: number): boolean {
  const [head = '', claims = '', signature = ''] = token.split('.')
  const expected = createHmac('sha256', key).update(`${head}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  const said = parsed(claims)
  if (at(parsed(head), 'alg') !== 'HS256' || said === undefined) return false
  const [until, from] = [numberAt(said, 'exp'), numberAt(said, 'nbf')]
  return (until === undefined || until * 1000 > nowMs) && (from === undefined || from * 1000 <= nowMs)
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
