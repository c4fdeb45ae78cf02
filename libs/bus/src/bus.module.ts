import { Global, Inject, Module } from '@nestjs/common'
import type { DynamicModule, OnApplicationShutdown, OnModuleInit } from '@nestjs/common'
import type { ServiceName } from '@repartee/contracts'
import { createLogger } from '@repartee/telemetry'
import type { Logger } from '@repartee/telemetry'
import { Bus } from './bus.ts'
import { BusConnection } from './connection/connection.ts'
import { JetStreamStrategy } from './strategy.ts'

export interface BusModuleOptions {
  readonly service: ServiceName
  readonly natsUrl: string
  /** Servers of a cluster that hold each stream and bucket; 1 leaves them as they are. */
  readonly replicas?: number
  readonly logger?: Logger
  /** How long a start waits for NATS: 30 s. 0 starts without it, for a service that has something to do meanwhile. */
  readonly startLimitMs?: number
  /** How long running handlers may go on when the service stops: 30 s. */
  readonly drainLimitMs?: number
}

const LIMIT_MS = 30_000

/**
 * Gives `Bus` for injection, and `JetStreamStrategy` for `app.connectMicroservice({ strategy: app.get(JetStreamStrategy) })`.
 * On shutdown the strategy drains first (handlers may still publish), then the connection closes.
 */
@Global()
@Module({})
export class BusModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(BusConnection) private readonly connection: BusConnection,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(JetStreamStrategy) private readonly strategy: JetStreamStrategy,
  ) {}

  static forRoot(options: BusModuleOptions): DynamicModule {
    const { service, natsUrl, replicas, startLimitMs = LIMIT_MS, drainLimitMs = LIMIT_MS } = options
    const logger = options.logger ?? createLogger({ service })
    return {
      module: BusModule,
      providers: [
        { provide: BusConnection, useFactory: () => new BusConnection({ service, natsUrl, replicas, logger }) },
        { provide: Bus, useFactory: (connection: BusConnection) => new Bus(connection), inject: [BusConnection] },
        {
          provide: JetStreamStrategy,
          // After Bus, whose preparations (streams, buckets) come before the strategy's (consumers).
          useFactory: (connection: BusConnection, _bus: Bus) =>
            new JetStreamStrategy(connection, { startLimitMs, drainLimitMs }),
          inject: [BusConnection, Bus],
        },
      ],
      exports: [Bus, JetStreamStrategy],
    }
  }

  onModuleInit(): void {
    this.connection.start()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.strategy.drain()
    await this.bus.stopReading()
    await this.connection.close()
  }
}
