import type { Faults } from './faults.ts'
import type { GatewayLink } from './gatewayLink.ts'
import type { Journal } from './journal.ts'
import type { MediaStore } from './mediaStore.ts'
import type { SandboxSettings } from './options.ts'

/** What all the parts of a running sandbox share. */
export type World = {
  settings: SandboxSettings
  journal: Journal
  faults: Faults
  gateway: GatewayLink
  media: MediaStore
}
