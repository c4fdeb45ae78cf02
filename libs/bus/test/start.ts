import { Module } from '@nestjs/common'
import type { INestMicroservice, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { AsyncMicroserviceOptions } from '@nestjs/microservices'
import type { ServiceName } from '@repartee/contracts'
import { createLogger } from '@repartee/telemetry'
import { Bus, BusModule, JetStreamStrategy } from '../src/index.ts'
import type { BusModuleOptions } from '../src/index.ts'

export interface Started {
  readonly bus: Bus
  readonly strategy: JetStreamStrategy
  readonly app: INestMicroservice
  stop(): Promise<void>
}

const silent = createLogger({ service: 'test', level: 'silent' })

/** Starts a Nest application with these controllers on the bus, as a service would. */
export async function startService(
  service: ServiceName,
  natsUrl: string,
  controllers: Type[] = [],
  options: Partial<BusModuleOptions> = {},
): Promise<Started> {
  const bus = BusModule.forRoot({ service, natsUrl, logger: silent, drainLimitMs: 5000, ...options })
  @Module({ imports: [bus], controllers })
  class TestModule {}
  const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(TestModule, {
    logger: ['error'],
    inject: [JetStreamStrategy],
    useFactory: (strategy: JetStreamStrategy) => ({ strategy }),
  })
  await app.listen()
  return { app, bus: app.get(Bus), strategy: app.get(JetStreamStrategy), stop: () => app.close() }
}
