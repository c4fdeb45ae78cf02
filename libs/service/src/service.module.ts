import { Module } from '@nestjs/common'
import type { DynamicModule, OnApplicationShutdown, Provider, Type } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { Bus, BusModule } from '@repartee/bus'
import type { ServiceName } from '@repartee/contracts'
import type { Logger } from '@repartee/telemetry'
import { Redis } from 'ioredis'
import { Database } from './database.ts'
import { Draining } from './draining.ts'
import { ServiceExceptionFilter } from './exception-filter.ts'
import { HealthController } from './health.controller.ts'
import { HealthChecks } from './health.ts'
import { connectRedis } from './redis.ts'
import type { ServiceConfig } from './settings.ts'
import { CONFIG, LOGGER, SERVICE_NAME } from './tokens.ts'

interface Parts {
  name: ServiceName
  config: ServiceConfig
  log: Logger
  module: Type | DynamicModule
  busStartLimitMs?: number | undefined
  drainMs: number
}

/** Closes what this module opened, when all modules have finished. */
class Connections implements OnApplicationShutdown {
  constructor(private readonly closing: (() => Promise<unknown>)[]) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.closing.map((close) => close()))
  }
}

/** Shows the bus in /health. A service that cannot start without it is not ready without it either. */
class BusHealth {
  constructor(bus: Bus, health: HealthChecks, required: boolean) {
    const check = async () => {
      const { status, detail, ...details } = await bus.check()
      if (status === 'down') throw new Error(detail)
      return details
    }
    health.add('bus', check, { required })
  }
}

/** Holds what every service has: configuration, logger, health, and the stores that its settings name. Global, so modules just inject. */
@Module({})
export class ServiceModule {
  static with({ name, config, log, module, busStartLimitMs, drainMs }: Parts): DynamicModule {
    const health = new HealthChecks(name)
    const closing: (() => Promise<unknown>)[] = []
    const stores: Provider[] = []
    if (config.DATABASE_URL) {
      const database = openDatabase(name, config, config.DATABASE_URL, log, health)
      closing.push(() => database.close())
      stores.push({ provide: Database, useValue: database })
    }
    if (config.REDIS_URL) {
      const redis = openRedis(name, config.REDIS_URL, log, health)
      closing.push(async () => redis.disconnect())
      stores.push({ provide: Redis, useValue: redis })
    }
    const shared: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: SERVICE_NAME, useValue: name },
      { provide: HealthChecks, useValue: health },
      { provide: Draining, useValue: new Draining() },
      ...stores,
    ]
    return {
      module: ServiceModule,
      global: true,
      imports: [
        BusModule.forRoot({
          service: name,
          natsUrl: config.NATS_URL,
          replicas: config.NATS_REPLICAS,
          logger: log,
          startLimitMs: busStartLimitMs,
          drainLimitMs: drainMs,
        }),
        module,
      ],
      controllers: [HealthController],
      providers: [
        ...shared,
        { provide: APP_FILTER, useValue: new ServiceExceptionFilter(log) },
        { provide: Connections, useValue: new Connections(closing) },
        {
          provide: BusHealth,
          useFactory: (bus: Bus) => new BusHealth(bus, health, busStartLimitMs !== 0),
          inject: [Bus],
        },
      ],
      exports: shared,
    }
  }
}

function openDatabase(name: ServiceName, config: ServiceConfig, url: string, log: Logger, health: HealthChecks) {
  const database = new Database({ url, log, poolSize: config.DATABASE_POOL_SIZE, applicationName: `repartee-${name}` })
  health.add('postgres', async () => {
    await database.query('SELECT 1')
  })
  return database
}

function openRedis(name: ServiceName, url: string, log: Logger, health: HealthChecks): Redis {
  const redis = connectRedis({ url, log, name: `repartee-${name}` })
  health.add('redis', async () => {
    await redis.ping()
  })
  return redis
}
