import { Packs } from '@repartee/packs'
import { CONFIG } from '@repartee/service'
import type { GenerationConfig } from './config.ts'

/** Token of the packs. */
export const PACKS = Symbol('packs')

/** The packs, read whole at start: a wrong one stops the service with every problem by file and line. */
export const packsProvider = {
  provide: PACKS,
  inject: [CONFIG],
  useFactory: (config: GenerationConfig) => new Packs(config.PACKS_DIR),
}
