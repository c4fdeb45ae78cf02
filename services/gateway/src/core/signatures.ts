import { createHmac, timingSafeEqual } from 'node:crypto'

/** Are these the same texts? Takes the same time wherever they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const left = createHmac('sha256', 'compare').update(one).digest()
  const right = createHmac('sha256', 'compare').update(other).digest()
  return timingSafeEqual(left, right)
}

/** Does `X-Hub-Signature-256` hold for these bytes? Compared in constant time. */
export function isSignedByMeta(body: Uint8Array, signature: string | undefined, appSecret: string): boolean {
  if (signature === undefined) return false
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1]
  if (given === undefined) return false
  const expected = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(Buffer.from(given, 'hex'), expected)
}
