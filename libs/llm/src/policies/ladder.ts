import { setGauge } from '@repartee/telemetry'
import type { Clock } from '../clock.ts'
import type { Tier } from '../model.ts'

export const rungs = ['full_ai', 'fast_ai', 'rules', 'transfer'] as const
/** How a tenant is answered, from the best to the simplest. */
export type Level = (typeof rungs)[number]

export interface LevelChange {
  readonly tenant: string
  readonly from: Level
  readonly to: Level
  readonly reason: string
}

export interface LadderOptions {
  readonly clock: Clock
  /** Failures on a rung within the window that are still borne: 3 in a minute. */
  readonly failures?: number
  readonly windowMs?: number
  /** How often a turn is tried on the rung above. */
  readonly probeMs?: number
  readonly onChange?: (change: LevelChange) => void
}

interface Standing {
  rung: number
  failedAt: number[]
  /** When the rung above was last given up or tried. */
  triedAboveAt: number
}

/** Where each tenant stands: down after too many failures, up again when a probe of the rung above went well. */
export class Ladder {
  private readonly tenants = new Map<string, Standing>()
  private readonly clock: Clock
  private readonly failures: number
  private readonly windowMs: number
  private readonly probeMs: number
  private readonly onChange: (change: LevelChange) => void

  constructor({ clock, failures = 3, windowMs = 60_000, probeMs = 30_000, onChange = () => undefined }: LadderOptions) {
    this.clock = clock
    this.failures = failures
    this.windowMs = windowMs
    this.probeMs = probeMs
    this.onChange = onChange
  }

  /** Where the tenant stands, for screens. */
  standing(tenant: string): Level {
    return rungs[this.tenants.get(tenant)?.rung ?? 0]!
  }

  /** The rung to answer the next turn on: where the tenant stands, or every 30 s, as a probe, the one above. Ask once for each turn. */
  level(tenant: string): Level {
    const standing = this.tenants.get(tenant)
    if (!standing || standing.rung === 0) return 'full_ai'
    if (this.clock.now() - standing.triedAboveAt < this.probeMs) return rungs[standing.rung]!
    standing.triedAboveAt = this.clock.now()
    return rungs[standing.rung - 1]!
  }

  /** Says what came of an answer on a rung. */
  record(tenant: string, level: Level, ok: boolean): void {
    const standing = this.tenants.get(tenant) ?? { rung: 0, failedAt: [], triedAboveAt: 0 }
    const rung = rungs.indexOf(level)
    if (rung < standing.rung) {
      if (ok) this.move(tenant, standing, rung, 'a probe went well')
    } else if (!ok && rung === standing.rung) this.fail(tenant, standing)
  }

  private fail(tenant: string, standing: Standing): void {
    const now = this.clock.now()
    standing.failedAt = [...standing.failedAt.filter((at) => now - at < this.windowMs), now]
    this.tenants.set(tenant, standing)
    if (standing.failedAt.length <= this.failures || standing.rung === rungs.length - 1) return
    standing.triedAboveAt = now
    this.move(tenant, standing, standing.rung + 1, `${standing.failedAt.length} failures within a minute`)
  }

  private move(tenant: string, standing: Standing, to: number, reason: string): void {
    const from = standing.rung
    standing.rung = to
    standing.failedAt = []
    if (to === 0) this.tenants.delete(tenant)
    else this.tenants.set(tenant, standing)
    const lowest = Math.max(0, ...[...this.tenants.values()].map(({ rung }) => rung))
    setGauge('repartee_ladder_level', lowest, { service: 'generation' })
    this.onChange({ tenant, from: rungs[from]!, to: rungs[to]!, reason })
  }
}

/** The tier that a rung allows: `fast_ai` answers everything by the fast one. */
export function tierOn(level: Level, tier: Tier): Tier {
  return level === 'fast_ai' ? 'fast' : tier
}
