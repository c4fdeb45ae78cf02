import { z } from 'zod'
import type { BucketDeclaration } from '@repartee/contracts'
import type { BusConnection } from '../connection/connection.ts'
import { RetryLaterError } from '../errors.ts'
import { Bucket } from './bucket.ts'
import { Lobby } from './lobby.ts'

/** `first`: the other part is not there yet, nothing to do. `own`: this part was there already (a redelivery). Else the other part. */
export type Meeting<Other> = { readonly other: Other } | 'first' | 'own'

type Part<A, B> = { part: 'a'; value: A } | { part: 'b'; value: B }

/** Halves that this process created, still waits for the other half of, and remembers. */
const MOST_REMEMBERED = 2000
const LOOK_AGAIN_MS = 50

/**
 * Where two halves of one piece of work meet, in whichever order and replica they end. In one process they meet in its lobby, and
 * nothing is written. Else each half creates the key; exactly the one that comes second gets the other's value, also when it is
 * redelivered.
 */
export class Join<A, B> {
  private readonly bucket: Bucket<Part<A, B>>
  private readonly lobby = new Lobby()
  /** What this process created itself, or is creating: the second half in the same process needs no operation at all. */
  private readonly created = new Map<string, Promise<Part<A, B> | null>>()

  constructor(connection: BusConnection, bucket: BucketDeclaration, a: z.ZodType<A>, b: z.ZodType<B>) {
    const part = z.discriminatedUnion('part', [
      z.object({ part: z.literal('a'), value: a }),
      z.object({ part: z.literal('b'), value: b }),
    ]) as unknown as z.ZodType<Part<A, B>>
    this.bucket = new Bucket(connection, bucket, part)
  }

  /** Brings one half. Throws RetryLaterError when the other half is there but can not be read yet. */
  meet(key: string, part: 'a', value: A): Promise<Meeting<B>>
  meet(key: string, part: 'b', value: B): Promise<Meeting<A>>
  async meet(key: string, part: 'a' | 'b', value: A | B): Promise<Meeting<A | B>> {
    const mine = { part, value } as Part<A, B>
    if (!this.created.has(key)) {
      const met = await this.lobby.meet(key, part, value)
      if (met !== null) return met === 'done' ? 'first' : { other: met.other as A | B }
    }
    // Without a known half nothing is awaited before the create, so that of two halves in one process only one creates.
    const known = this.created.get(key)
    const found = (known && (await known)) ?? (await this.createOrRead(key, mine))
    if (found === 'first') return 'first'
    if (found === null)
      throw new RetryLaterError(`the other half of ${key} can not be read yet`, { delayMs: LOOK_AGAIN_MS })
    if (found.part === part) return 'own'
    this.created.delete(key)
    return { other: found.value }
  }

  private async createOrRead(key: string, mine: Part<A, B>): Promise<Part<A, B> | 'first' | null> {
    const creating = this.bucket.createUnused(key, mine)
    this.remember(
      key,
      creating.then((revision) => (revision === null ? null : mine)),
    )
    if ((await creating) !== null) return 'first'
    return (await this.bucket.get(key))?.value ?? null
  }

  private remember(key: string, creating: Promise<Part<A, B> | null>): void {
    this.created.set(
      key,
      creating.catch(() => null),
    )
    if (this.created.size <= MOST_REMEMBERED) return
    for (const oldest of this.created.keys()) {
      this.created.delete(oldest)
      return
    }
  }
}
