import { flagSwitches } from '@repartee/contracts'
import type { Flags } from './flags.ts'

const truthy = new Set(['on', 'true', '1', 'yes'])

/** Whether a flag is on for a tenant. A switch that nobody set is on; any other flag is off. */
export function isOn(flags: Flags, tenant: string | null, flag: string): boolean {
  const value = flags.get(tenant, flag)
  return value === undefined ? flag in flagSwitches : truthy.has(value.toLowerCase())
}

/** A flag's number; `fallback` when it is unset or no number. */
export function numberOf(flags: Flags, tenant: string | null, flag: string, fallback = 0): number {
  const value = Number(flags.get(tenant, flag) ?? Number.NaN)
  return Number.isFinite(value) ? value : fallback
}
