import { averageSeconds, redactText } from '@repartee/telemetry'

/** Throws when what it looks at is down; may return details to show. Stops when `signal` aborts. */
export type HealthCheck = (signal: AbortSignal) => Promise<Record<string, unknown> | void>

export interface CheckResult {
  status: 'up' | 'down'
  latencyMs: number
  [detail: string]: unknown
}

export interface HealthReport {
  status: 'ok' | 'degraded' | 'starting' | 'draining'
  service: string
  uptimeSeconds: number
  /** Of the process, over the last minute; null when nothing was done. */
  averageLatencyMs: { handlers: number | null; requests: number | null }
  checks: Record<string, CheckResult>
  [fact: string]: unknown
}

/** All of /health answers within 2 s, so each check gets less. */
const CHECK_LIMIT_MS = 1500

/** What a service depends on and whether it may take traffic; modules add their checks. */
export class HealthChecks {
  private readonly checks = new Map<string, { check: HealthCheck; isRequired: boolean }>()
  private readonly facts = new Map<string, () => unknown>()
  private readonly startedMs = performance.now()
  private phase: 'starting' | 'ready' | 'draining' = 'starting'
  private readonly service: string

  constructor(service: string) {
    this.service = service
  }

  /** Adds a check of something outside; with `required`, the service takes no traffic while it is down. */
  add(name: string, check: HealthCheck, options: { required?: boolean } = {}): void {
    this.checks.set(name, { check, isRequired: options.required ?? false })
  }

  /** Adds a value to show in /health, such as the number of active calls. */
  addFact(name: string, read: () => unknown): void {
    this.facts.set(name, read)
  }

  markReady(): void {
    if (this.phase === 'starting') this.phase = 'ready'
  }

  markDraining(): void {
    this.phase = 'draining'
  }

  /** Whether the service has started, is not stopping, and has what it cannot do without. */
  async isReady(): Promise<boolean> {
    if (this.phase !== 'ready') return false
    const required = [...this.checks.values()].filter((entry) => entry.isRequired)
    const results = await Promise.all(required.map((entry) => run(entry.check)))
    return results.every((result) => result.status === 'up')
  }

  /** Runs all checks side by side; answers within 2 s. */
  async report(): Promise<HealthReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, { check }]) => [name, await run(check)] as const),
    )
    const isUp = entries.every(([, result]) => result.status === 'up')
    return {
      status: this.phase === 'ready' ? (isUp ? 'ok' : 'degraded') : this.phase,
      service: this.service,
      uptimeSeconds: Math.round((performance.now() - this.startedMs) / 1000),
      averageLatencyMs: {
        handlers: milliseconds(averageSeconds('repartee_handler_seconds')),
        requests: milliseconds(averageSeconds('repartee_http_request_seconds')),
      },
      checks: Object.fromEntries(entries),
      ...Object.fromEntries([...this.facts].map(([name, read]) => [name, read()])),
    }
  }
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 10_000) / 10
}

async function run(check: HealthCheck): Promise<CheckResult> {
  const startedMs = performance.now()
  const limit = AbortSignal.timeout(CHECK_LIMIT_MS)
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(new Error(`no answer within ${CHECK_LIMIT_MS} ms`)), { once: true })
  })
  const latencyMs = () => Math.round((performance.now() - startedMs) * 10) / 10
  try {
    const details = await Promise.race([check(limit), late])
    return { status: 'up', latencyMs: latencyMs(), ...details }
  } catch (error) {
    return { status: 'down', latencyMs: latencyMs(), reason: redactText(String((error as Error)?.message ?? error)) }
  }
}
