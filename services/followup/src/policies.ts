import type { TenantSettings } from '@repartee/contracts'
import { Packs, findPacks, followUps, followUpsInArm, type FollowUpsInArm } from '@repartee/packs'

const DEFAULTS = followUps.parse({})

/** When follow-ups are due, by pack: read once at the start. */
export class Policies {
  readonly #packs: Packs
  readonly #names: ReadonlySet<string>

  /** Reads all packs in a folder. Throws a PackError that lists what is wrong in them. */
  constructor(packsFolder: string) {
    this.#packs = new Packs(packsFolder)
    this.#names = new Set(findPacks(packsFolder).keys())
  }

  /** The policy for a session of a tenant, with its arm; the product's own where the pack is not known. */
  of(settings: TenantSettings | null, session: string): FollowUpsInArm {
    const isKnown = settings !== null && this.#names.has(settings.pack)
    return followUpsInArm(isKnown ? this.#packs.of(settings).followUps : DEFAULTS, session)
  }
}
