import type { Database } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { forgetOld } from '@repartee/tenants'

const EVERY_MS = 3_600_000
const FIRST_MS = 60_000

/** Forgets each hour what is older than its tenant keeps. */
export class Forgetting {
  private timer: NodeJS.Timeout | undefined
  private isStopped = false

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.again(FIRST_MS)
  }

  onApplicationShutdown(): void {
    this.isStopped = true
    clearTimeout(this.timer)
  }

  private async forget(): Promise<void> {
    try {
      const gone = await forgetOld(this.database)
      if (Object.keys(gone).length > 0) this.log.info({ gone }, 'what was older than its tenant keeps is forgotten')
    } catch (error) {
      this.log.warn({ err: error }, 'what is old cannot be forgotten now; it is tried again')
    }
    this.again(EVERY_MS)
  }

  private again(delayMs: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => void this.forget(), delayMs)
    this.timer.unref()
  }
}
