import { findPacks, loadPack } from './load.ts'
import type { Pack } from './pack.ts'

/** The packs of a folder, each read whole and checked at start. */
export class Packs {
  private readonly packs: ReadonlyMap<string, Pack>

  /** @throws PackError when one of them is wrong, with every problem by file and line */
  constructor(directory: string) {
    this.packs = new Map([...findPacks(directory)].map(([name, folder]) => [name, loadPack(folder)]))
  }

  /** The pack of a tenant. Throws when the tenant names one that is not there. */
  of({ pack }: { readonly pack: string }): Pack {
    const found = this.packs.get(pack)
    if (found !== undefined) return found
    const names = [...this.packs.keys()].join(', ') || 'none'
    throw new Error(`a tenant names the pack "${pack}", which is not there; there are: ${names}`)
  }
}
