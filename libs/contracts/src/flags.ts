import { z } from 'zod'
import { instant, tenantId } from './references.ts'

/** Every optimisation by the flag that turns it off in trouble, or alone for a measurement. All are on at first, unless the settings say otherwise. */
export const flagSwitches = {
  race: 'Two providers answer side by side; the first meaningful token wins',
  hedge: 'The second racer starts only after a delay; off: both at once',
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
  async_coach: 'Advice comes after the reply; off: the reply waits for it, at most its deadline',
} as const
export type FlagSwitch = keyof typeof flagSwitches

/** Flags with a number, or that are off at first; their first values come from the settings. */
export const flagValues = {
  hedge_ms: 'Milliseconds until the second racer starts',
  workflow_percentage: 'Percent of the sessions that the workflow answers',
  workflow_kill_switch: 'on: no session goes to the workflow, whatever its share',
  coach_share: 'Percent of the users whom a model advises',
  semantic_threshold: 'How near (cosine, 0 to 1) a cached question must be',
} as const
export type FlagValueName = keyof typeof flagValues

export const flagNames: readonly string[] = [...Object.keys(flagSwitches), ...Object.keys(flagValues)]

/** Stands for every tenant where a tenant is named: a flag for all. No tenant may be called so. */
export const EVERY_TENANT = 'all'

const numeric = new Map([
  ['hedge_ms', { min: 0, max: 60_000 }],
  ['workflow_percentage', { min: 0, max: 100 }],
  ['coach_share', { min: 0, max: 100 }],
  ['semantic_threshold', { min: 0, max: 1 }],
])

/** What is wrong with a flag's value, in words; null when it fits. */
export function flagProblem(flag: string, value: string): string | null {
  if (!flagNames.includes(flag)) return `there is no flag "${flag}"; there are: ${flagNames.join(', ')}`
  const bounds = numeric.get(flag)
  if (!bounds) return value === 'on' || value === 'off' ? null : `${flag} must be on or off`
  const number = value.trim() === '' ? Number.NaN : Number(value)
  const fits = number >= bounds.min && number <= bounds.max
  return fits ? null : `${flag} must be a number from ${bounds.min} to ${bounds.max}`
}

/** A flag's value in the bucket FLAGS under `<tenant or all>.<flag>`. */
export const flagEntry = z.object({ value: z.string().max(200), by: z.string(), at: instant })
export type FlagEntry = z.output<typeof flagEntry>

export function flagKey(tenant: string | null, flag: string): string {
  return `${tenant === null ? EVERY_TENANT : tenantId.parse(tenant)}.${flag}`
}
