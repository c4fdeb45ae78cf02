import type { Flags } from './flags.ts'

/** Every optimisation by the flag that turns it off in trouble, or alone for a measurement. All are on at first, unless the settings say otherwise. */
export const switches = {
  race: 'Two providers answer side by side; the first meaningful token wins',
  hedge: 'The second racer starts only after a delay; off: all at once',
  failover: 'When a provider fails, the next one answers, or goes on from what was shown',
  retry: 'A model is asked again while nothing was shown',
  tiers: 'Simple intents go to the fast model; off: all go to the standard one',
  exact_cache: 'A question that was answered before in the same situation is answered from the cache',
  semantic_cache: 'A question that means the same is answered from the cache',
  parallel_detection: 'Situation detects while capture still reads',
  early_preparation: 'An answer is prepared while the contact still speaks',
  acknowledgements: 'Something is said or shown while an answer takes long',
  validator: 'Arguments of tools are checked; off: refusals are logged only',
  memory_cache: 'Facts about a contact are kept in process and in Redis',
  selector_cache: 'The choice of the principle is kept',
} as const
export type SwitchName = keyof typeof switches

/** Flags with a number or a text; their first values come from the settings. */
export const values = {
  hedge_ms: 'Milliseconds until the second racer starts',
  workflow_percentage: 'Percent of the sessions that the workflow answers',
  workflow_kill_switch: 'on: no session goes to the workflow, whatever its share',
  semantic_threshold: 'How near (cosine, 0 to 1) a cached question must be',
} as const
export type ValueName = keyof typeof values

/** Names of all flags; who sets another one gets an error that lists these. */
export const flagNames: readonly string[] = [...Object.keys(switches), ...Object.keys(values)]

const truthy = new Set(['on', 'true', '1', 'yes'])

/** Whether a flag is on for a tenant. A switch that nobody set is on; any other flag is off. */
export function isOn(flags: Flags, tenant: string | null, flag: string): boolean {
  const value = flags.get(tenant, flag)
  return value === undefined ? flag in switches : truthy.has(value.toLowerCase())
}

/** A flag's number; `fallback` when it is unset or no number. */
export function numberOf(flags: Flags, tenant: string | null, flag: string, fallback = 0): number {
  const value = Number(flags.get(tenant, flag) ?? Number.NaN)
  return Number.isFinite(value) ? value : fallback
}
