import 'reflect-metadata'
import type { DynamicModule, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { JetStreamStrategy } from '@repartee/bus'
import type { ServiceName } from '@repartee/contracts'
import { createLogger, setGauge } from '@repartee/telemetry'
import type { Logger } from '@repartee/telemetry'
import type { AddressInfo } from 'node:net'
import { Draining } from './draining.ts'
import { handBackMemory, keepMemory } from './hand-back.ts'
import { HealthChecks } from './health.ts'
import { traceRequests } from './http-hooks.ts'
import { nestLogger } from './nest-logger.ts'
import { explainStartFailure } from './start-failure.ts'
import { ServiceModule } from './service.module.ts'
import { portSetting } from './settings.ts'
import type { ServiceConfig } from './settings.ts'
import { forget, remember } from './signals.ts'

export interface ServiceOptions<Name extends ServiceName, Config extends ServiceConfig<Name>> {
  name: Name
  /** Reads the configuration; throws a ConfigurationError that names all mistakes. */
  config: () => Config
  module: Type | DynamicModule
  /** How long the start waits for NATS (30 s); 0 starts without it, for a service that has something to do meanwhile. */
  busStartLimitMs?: number
  /** Keeps the bytes of each body as `request.rawBody`, for signatures. */
  rawBody?: boolean
  bodyLimitBytes?: number
  /** How long handlers, calls and sockets may take to finish at the end. */
  drainMs?: number
  /** Runs before the service listens: socket upgrades, static files. */
  prepare?: (app: NestFastifyApplication, config: Config) => void | Promise<void>
  /** Whether SIGTERM, SIGINT and SIGHUP stop it and failures to start end the process; tests say no. */
  handlesSignals?: boolean
}

export interface RunningService {
  name: ServiceName
  app: NestFastifyApplication
  /** Where its HTTP listens, such as `http://127.0.0.1:8081`. */
  url: string
  /** Drains and closes it; the same promise when called again. */
  stop(): Promise<void>
}

const DRAIN_MS = 30_000
/** The bus has the same limit and ends by itself; this much later nobody waits any more. */
const GRACE_MS = 1000
/** How long connections may take to close once nothing uses them. */
const CLOSE_LIMIT_MS = 5000
const REQUEST_LIMIT_MS = 30_000
const BODY_LIMIT_BYTES = 1024 * 1024

/**
 * Starts one service and returns when it takes traffic: HTTP first, then its handlers on the bus. Several services may run in one process.
 * When it cannot start it says why in plain words and ends the process with 1.
 */
export async function run<Name extends ServiceName, Config extends ServiceConfig<Name>>(
  options: ServiceOptions<Name, Config>,
): Promise<RunningService> {
  const handlesSignals = options.handlesSignals ?? true
  try {
    const service = await start(options)
    if (handlesSignals) remember(service)
    return service
  } catch (error) {
    if (!handlesSignals) throw error
    process.stderr.write(`${explainStartFailure(options.name, error)}\n`)
    process.exit(1)
  }
}

async function start<Name extends ServiceName, Config extends ServiceConfig<Name>>(
  options: ServiceOptions<Name, Config>,
): Promise<RunningService> {
  const { name, drainMs = DRAIN_MS } = options
  const config = options.config()
  const log = createLogger({ service: name, level: config.LOG_LEVEL })
  const app = await createApp(options, config, log, drainMs)
  try {
    app.connectMicroservice({ strategy: app.get(JetStreamStrategy) })
    await options.prepare?.(app, config)
    await app.listen(config[portSetting(name)], '0.0.0.0')
    await app.startAllMicroservices()
  } catch (error) {
    await within(CLOSE_LIMIT_MS, log, app.close())
    throw error
  }
  app.get(HealthChecks).markReady()
  setGauge('repartee_ready', 1, { service: name })
  const { port } = app.getHttpServer().address() as AddressInfo
  log.info({ port }, 'service is ready')
  handBackMemory(log)
  return stoppable({ name, app, url: `http://127.0.0.1:${port}` }, log, drainMs)
}

async function createApp<Name extends ServiceName, Config extends ServiceConfig<Name>>(
  options: ServiceOptions<Name, Config>,
  config: Config,
  log: Logger,
  drainMs: number,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    // A request has this long to arrive, however slowly it is sent.
    requestTimeout: REQUEST_LIMIT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  traceRequests(adapter.getInstance(), options.name)
  const { name, module, busStartLimitMs } = options
  const root = ServiceModule.with({ name, config, log, module, busStartLimitMs, drainMs })
  return NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: nestLogger(log),
    abortOnError: false,
    rawBody: options.rawBody ?? false,
  })
}

function stoppable(service: Omit<RunningService, 'stop'>, log: Logger, drainMs: number): RunningService {
  let stopping: Promise<void> | undefined
  const stop = async () => {
    log.info('service is stopping')
    keepMemory()
    service.app.get(HealthChecks).markDraining()
    setGauge('repartee_ready', 0, { service: service.name })
    const handlers = service.app.get(JetStreamStrategy).drain()
    const hooks = service.app.get(Draining).run()
    await within(drainMs + GRACE_MS, log, Promise.all([handlers, hooks.then((failed) => report(failed, log))]))
    await within(CLOSE_LIMIT_MS, log, service.app.close())
    log.info('service has stopped')
  }
  const running: RunningService = {
    ...service,
    stop: () => (stopping ??= stop().finally(() => forget(running))),
  }
  return running
}

function report(failed: { name: string; error: unknown }[], log: Logger): void {
  for (const { name, error } of failed) log.error({ err: error, step: name }, 'a step of the shutdown failed')
}

/** Waits for `work`, but not beyond the limit; work that is left then is taken up elsewhere after its acknowledgement is missed. */
async function within(limitMs: number, log: Logger, work: Promise<unknown>): Promise<void> {
  const limit = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    log.warn({ limitMs }, 'stopping takes too long; going on without the rest')
    limit.resolve()
  }, limitMs)
  try {
    await Promise.race([work, limit.promise])
  } finally {
    clearTimeout(timer)
  }
}
