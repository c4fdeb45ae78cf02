import { join } from 'node:path'
import { rootFolder } from '../paths.mjs'

/** @typedef {'gateway' | 'capture' | 'situation' | 'generation' | 'coach' | 'tts' | 'followup' | 'booking'} ServiceName */

/** The eight, with the setting and the default of each one's HTTP port. @type {readonly { name: ServiceName, portSetting: string, defaultPort: number }[]} */
export const services = /** @type {const} */ ([
  'gateway',
  'capture',
  'situation',
  'generation',
  'coach',
  'tts',
  'followup',
  'booking',
]).map((name, index) => ({ name, portSetting: `${name.toUpperCase()}_PORT`, defaultPort: 8080 + index }))

/** @param {ServiceName} name @returns {string} the compiled program of a service */
export function programOf(name) {
  return join(rootFolder, 'services', name, 'dist/main.js')
}
