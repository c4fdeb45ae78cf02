import type { ModelRequest } from './model.ts'
import type { PatienceLimits } from './policies/patience.ts'

const chat: PatienceLimits = {
  connectMs: 3000,
  firstTokenMs: 5000,
  stallMs: 2000,
  charactersPerSecond: 3,
  paceAfterMs: 3000,
}
/** On the phone silence is heard. */
const phone: PatienceLimits = { ...chat, firstTokenMs: 2000 }
/** It thinks before it speaks. */
const deep: PatienceLimits = { ...chat, firstTokenMs: 25_000, stallMs: 5000 }

/** How long one attempt may connect, think and pause. */
export function limitsOf({ tier, about }: ModelRequest): PatienceLimits {
  if (tier === 'deep') return deep
  return about.channel === 'phone' ? phone : chat
}

/** How long a whole call may take, all attempts together. */
export function wholeCallMs({ tier }: Pick<ModelRequest, 'tier'>): number {
  return tier === 'deep' ? 30_000 : 14_000
}
