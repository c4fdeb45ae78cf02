import { findPacks, followUps, loadPack } from '@repartee/packs'
import { type Policy, type TenantSetting, policyOf } from './core/policy.ts'

const DEFAULTS: Policy = { followUps: followUps.parse({}) }

/** When follow-ups are due, by pack: read once at the start. */
export class Policies {
  readonly #byPack: ReadonlyMap<string, Policy>

  /** Reads all packs in a folder. Throws a PackError that lists what is wrong in them. */
  constructor(packsFolder: string) {
    const folders = [...findPacks(packsFolder)]
    this.#byPack = new Map(folders.map(([name, folder]) => [name, { followUps: loadPack(folder).followUps }]))
  }

  /** The policy of a pack with a tenant's wishes; the product's own where the pack is not known. */
  of(pack: string | null, setting: TenantSetting | undefined): Policy {
    return policyOf((pack === null ? undefined : this.#byPack.get(pack)) ?? DEFAULTS, setting)
  }
}
