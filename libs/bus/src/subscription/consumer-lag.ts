import { setGauge } from '@repartee/telemetry'
import type { BusConnection } from '../connection/connection.ts'
import type { Handler } from '../policies/delivery.ts'

const EVERY_MS = 15_000

/** Reports how many messages wait for each durable, from the broker, every 15 seconds. */
export class ConsumerLag {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly connection: BusConnection,
    private readonly handlers: readonly Handler[],
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.report(), EVERY_MS)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async report(): Promise<void> {
    if (!this.connection.isPrepared) return
    for (const { contract, durable: consumer } of this.handlers) {
      try {
        const info = await this.connection.manager.consumers.info(contract.stream.name, consumer)
        setGauge('repartee_consumer_lag', info.num_pending + info.num_ack_pending, { consumer })
      } catch (error) {
        this.connection.logger.warn({ consumer, err: error }, 'the lag of a consumer is not known')
      }
    }
  }
}
