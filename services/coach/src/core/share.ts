import { createHash } from 'node:crypto'

/** Is this user among the share? By a hash, so that who is in stays in while the share grows. */
export function isInShare(user: string, percent: number): boolean {
  const hash = createHash('sha256').update(`coach:${user}`).digest()
  return (hash.readUInt32BE(0) / 2 ** 32) * 100 < percent
}
