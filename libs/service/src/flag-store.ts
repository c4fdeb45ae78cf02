import type { Bus, Bucket } from '@repartee/bus'
import { EVERY_TENANT, FLAGS, flagChanged, flagEntry, flagKey, flagProblem, outgoing } from '@repartee/contracts'
import type { FlagEntry } from '@repartee/contracts'
import { Problem } from './problem.ts'

/** A flag as it stands in the bucket. */
export interface SetFlag extends FlagEntry {
  readonly flag: string
  /** Null: for every tenant. */
  readonly tenant: string | null
}

/**
 * Switches and shares that are turned while everything runs: what stands in the bucket FLAGS, watched, above the first
 * values of the settings. Reading asks nobody; a change is everywhere within a moment. While NATS is away the last known values hold.
 */
export class FlagStore {
  private readonly entries = new Map<string, FlagEntry>()
  private readonly listeners = new Set<(flag: string) => void>()
  private readonly bucket: Bucket<FlagEntry>
  private readonly stop: () => void

  constructor(
    private readonly bus: Bus,
    private readonly firstValues: Readonly<Record<string, string>> = {},
  ) {
    this.bucket = bus.kv(FLAGS, flagEntry)
    this.stop = this.bucket.watch(({ key, value }) => this.learn(key, value))
  }

  /** The tenant's value, else that for all, else the first value from the settings; undefined when nobody set any. */
  get(tenant: string | null, flag: string): string | undefined {
    const own = tenant === null ? undefined : this.entries.get(`${tenant}.${flag}`)
    return (own ?? this.entries.get(`${EVERY_TENANT}.${flag}`))?.value ?? this.firstValues[flag]
  }

  /** Calls `fn` after each change until the returned function is called. */
  onChange(fn: (flag: string) => void): () => void {
    this.listeners.add(fn)
    return () => this.listeners.delete(fn)
  }

  /** What was set since the first values. */
  list(): SetFlag[] {
    return [...this.entries].map(([key, entry]) => {
      const { tenant, flag } = split(key)
      return { ...entry, flag, tenant }
    })
  }

  /** Sets a flag for a tenant, or for all (null), and tells it to everybody. Throws a Problem with 400 for a wrong value. */
  async set(tenant: string | null, flag: string, value: string, by: string): Promise<void> {
    const problem = flagProblem(flag, value)
    if (problem !== null) throw new Problem(400, 'Bad Request', { detail: problem })
    const at = new Date().toISOString()
    const key = flagKey(tenant, flag)
    const revision = await this.bucket.put(key, { value, by, at })
    this.learn(key, { value, by, at })
    const event = outgoing(flagChanged, { tenant: tenant ?? EVERY_TENANT, session: null, at, flag, value, by })
    await this.bus.publish(event, { id: `flag:${key}:${revision}` })
  }

  onApplicationShutdown(): void {
    this.stop()
  }

  private learn(key: string, value: FlagEntry | null): void {
    if (value === null) this.entries.delete(key)
    else this.entries.set(key, value)
    for (const listener of this.listeners) listener(split(key).flag)
  }
}

function split(key: string): { tenant: string | null; flag: string } {
  const dot = key.indexOf('.')
  const tenant = key.slice(0, dot)
  return { tenant: tenant === EVERY_TENANT ? null : tenant, flag: key.slice(dot + 1) }
}
