import { memoryFact, type MemoryFact } from '@repartee/contracts'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'

/** Longer values are worth compressing, in characters. */
const LONG = 1024
const COMPRESSED = 'z:'
const facts = z.array(memoryFact)

/** Facts as they stand in Redis; large ones compressed. */
export function packed(known: readonly MemoryFact[]): string {
  const text = JSON.stringify(known)
  return text.length < LONG ? text : COMPRESSED + deflateRawSync(text).toString('base64')
}

/** Facts out of Redis. Throws when it is none of ours. */
export function unpacked(text: string): MemoryFact[] {
  const plain = text.startsWith(COMPRESSED)
    ? inflateRawSync(Buffer.from(text.slice(COMPRESSED.length), 'base64')).toString()
    : text
  return facts.parse(JSON.parse(plain))
}
