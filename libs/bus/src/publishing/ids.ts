import { createHash } from 'node:crypto'

/** Ids grow by a durable's name with each hop; a longer one goes on as its hash, which every redelivery computes the same. */
const LONGEST = 200

/** The id of a returned event: `<durable>:<incoming id>:<index>`, so that running a message twice publishes nothing new. */
export function derivedId(durable: string, incomingId: string, index: number): string {
  const origin = incomingId.length > LONGEST ? createHash('sha256').update(incomingId).digest('base64url') : incomingId
  return `${durable}:${origin}:${index}`
}
