import type { FlagSwitch } from '@repartee/contracts'
import type { Flags } from '../flags/flags.ts'
import { isOn } from '../flags/switches.ts'
import type { Model } from '../model.ts'

/** `on` while the flag is on for the tenant, else `off`. */
export function switched(flags: Flags, flag: FlagSwitch, on: Model, off: Model): Model {
  return {
    name: `${flag}?`,
    send: (request, options) => (isOn(flags, request.about.tenant, flag) ? on : off).send(request, options),
  }
}
