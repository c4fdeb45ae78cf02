import { BusUnavailableError, WiringError } from '@repartee/bus'
import type { ServiceName } from '@repartee/contracts'
import { ConfigurationError } from './read-config.ts'
import { portSetting } from './settings.ts'

/** Why a service did not start, in words for the person who started it, with what to do. */
export function explainStartFailure(name: ServiceName, error: unknown): string {
  if (error instanceof ConfigurationError) return `${name} cannot start. ${error.message}`
  const { code, port } = error as { code?: unknown; port?: unknown }
  if (code === 'EADDRINUSE') {
    return `${name} cannot start: port ${String(port)} is taken. Stop what uses it, or set ${portSetting(name)} to a free port.`
  }
  if (code === 'EACCES') {
    return `${name} cannot start: port ${String(port)} may not be used. Set ${portSetting(name)} to one above 1023.`
  }
  if (error instanceof BusUnavailableError || error instanceof WiringError)
    return `${name} cannot start: ${error.message}`
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return `${name} cannot start: ${message}\n${stack ?? ''}`
}
