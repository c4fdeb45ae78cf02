import { createHash } from 'node:crypto'
import type { FollowUps } from '../schema/conduct.ts'

export interface FollowUpsInArm {
  /** Null where the pack makes no experiment. */
  readonly arm: string | null
  readonly followUps: FollowUps
}

/** The follow-ups of a pack as the arm of a session has them. A session is in the same arm whoever asks, and whenever. */
export function followUpsInArm(followUps: FollowUps, session: string): FollowUpsInArm {
  const arm = armOf(followUps.arms, session)
  if (arm === undefined) return { arm: null, followUps }
  const { name, share: _share, delayMinutes, ...others } = arm
  const changed = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return {
    arm: name,
    followUps: { ...followUps, ...changed, delayMinutes: { ...followUps.delayMinutes, ...said(delayMinutes) } },
  }
}

function armOf(arms: FollowUps['arms'], session: string): FollowUps['arms'][number] | undefined {
  const whole = arms.reduce((sum, { share }) => sum + share, 0)
  const drawn = createHash('sha256').update(`follow-ups ${session}`).digest().readUInt32BE(0) / 2 ** 32
  let reached = 0
  return arms.find(({ share }) => (reached += share / whole) > drawn) ?? arms.at(-1)
}

function said<Part extends object>(part: Part | undefined): Partial<Part> {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as Partial<Part>
}
