import { findPacks, loadPack } from './load.ts'
import { withOverrides } from './overrides.ts'
import type { Pack } from './pack.ts'

/** Whose pack it is: its name, and what the tenant has otherwise. */
interface Owner {
  readonly pack: string
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
}

/** Packs with overrides are made once; tenants that changed theirs leave old ones behind. */
const MOST_OVERRIDDEN = 500

/** The packs of a folder, each read whole and checked at start. */
export class Packs {
  private readonly packs: ReadonlyMap<string, Pack>
  private readonly overridden = new Map<string, Pack>()

  /** @throws PackError when one of them is wrong, with every problem by file and line */
  constructor(directory: string) {
    this.packs = new Map([...findPacks(directory)].map(([name, folder]) => [name, loadPack(folder)]))
  }

  /** All of them, as they stand in the folder. */
  all(): readonly Pack[] {
    return [...this.packs.values()]
  }

  /** The pack as a tenant has it. Throws when the tenant names one that is not there, or overrides what it has not. */
  of({ pack, overrides }: Owner): Pack {
    const found = this.packs.get(pack)
    if (found === undefined) {
      const names = [...this.packs.keys()].join(', ') || 'none'
      throw new Error(`a tenant names the pack "${pack}", which is not there; there are: ${names}`)
    }
    return overrides === undefined ? found : this.withOverrides(found, overrides)
  }

  private withOverrides(pack: Pack, overrides: Readonly<Record<string, unknown>>): Pack {
    const key = `${pack.name} ${JSON.stringify(overrides)}`
    const known = this.overridden.get(key)
    if (known !== undefined) return known
    const made = withOverrides(pack, overrides)
    if (this.overridden.size >= MOST_OVERRIDDEN) this.overridden.clear()
    this.overridden.set(key, made)
    return made
  }
}
