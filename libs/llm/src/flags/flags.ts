/** Values that can be turned while everything runs; per tenant, or for all. */
export interface Flags {
  /** The tenant's value, else that for all, else the first value from the settings; undefined when nobody set any. */
  get(tenant: string | null, flag: string): string | undefined
  /** Calls `fn` after each change until the returned function is called. */
  onChange(fn: (flag: string) => void): () => void
}

/** Flags in memory: first values, and what was set since. The store in a service feeds one of these. */
export class FlagTable implements Flags {
  private readonly values = new Map<string, string>()
  private readonly listeners = new Set<(flag: string) => void>()

  constructor(private readonly firstValues: Readonly<Record<string, string>> = {}) {}

  get(tenant: string | null, flag: string): string | undefined {
    const own = tenant === null ? undefined : this.values.get(`${tenant}.${flag}`)
    return own ?? this.values.get(`*.${flag}`) ?? this.firstValues[flag]
  }

  /** Sets a value for a tenant, or for all (null); a value of null takes it back. */
  set(tenant: string | null, flag: string, value: string | null): void {
    const key = `${tenant ?? '*'}.${flag}`
    if (value === null) this.values.delete(key)
    else this.values.set(key, value)
    for (const listener of this.listeners) listener(flag)
  }

  onChange(fn: (flag: string) => void): () => void {
    this.listeners.add(fn)
    return () => this.listeners.delete(fn)
  }
}
