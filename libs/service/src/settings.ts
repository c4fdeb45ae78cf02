import type { ServiceName } from '@repartee/contracts'
import { z } from 'zod'
import { setting } from './setting.ts'

/** Port of each service's HTTP: the gateway's own API, and /health, /ready, /metrics everywhere. */
const FIRST_PORT = 8080
const portOrder: ServiceName[] = [
  'gateway',
  'capture',
  'situation',
  'generation',
  'coach',
  'tts',
  'followup',
  'booking',
]

/** Settings of a service that owns tables or reads them: spread them into `serviceSettings`. */
export const postgresSettings = {
  DATABASE_URL: setting.server(
    'PostgreSQL, 15 or newer; the login must be a member of the role repartee_app',
    ['postgres:', 'postgresql:'],
    'postgres://repartee@127.0.0.1:5432/repartee',
  ),
  DATABASE_POOL_SIZE: setting.count('Connections to PostgreSQL that one service opens at most', 6, {
    min: 1,
    max: 200,
  }),
}

/** Settings of a service that keeps copies in Redis. */
export const redisSettings = {
  REDIS_URL: setting.server('Redis, 6 or newer; holds copies only', ['redis:', 'rediss:'], 'redis://127.0.0.1:6379'),
}

const commonSettings = {
  NATS_URL: setting.server(
    'NATS with JetStream; several servers with commas between',
    ['nats:', 'tls:', 'ws:', 'wss:'],
    'nats://127.0.0.1:4222',
  ),
  NATS_REPLICAS: setting.count('Servers of a NATS cluster that hold each stream; 1 leaves it as it is', 1, {
    min: 1,
    max: 5,
  }),
  LOG_LEVEL: setting.oneOf(
    'The least important log lines that are written',
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    'info',
  ),
}

export type PortSetting<Name extends ServiceName> = `${Uppercase<Name>}_PORT`

/** What `run()` reads from a service's configuration. */
export type ServiceConfig<Name extends ServiceName = never> = z.infer<z.ZodObject<typeof commonSettings>> &
  Partial<z.infer<z.ZodObject<typeof postgresSettings & typeof redisSettings>>> &
  Record<PortSetting<Name>, number>

/** The schema of one service's settings: those that all services have, its port, and its own. */
export function serviceSettings<Name extends ServiceName, Shape extends z.ZodRawShape>(name: Name, own: Shape) {
  const port = { [portSetting(name)]: setting.port(`Port of ${name}`, FIRST_PORT + portOrder.indexOf(name)) }
  return z.object({ ...commonSettings, ...(port as Record<PortSetting<Name>, PortSchema>), ...own })
}

type PortSchema = ReturnType<typeof setting.port>

/** The name of a service's port setting: `CAPTURE_PORT`. */
export function portSetting<Name extends ServiceName>(name: Name): PortSetting<Name> {
  return `${name.toUpperCase() as Uppercase<Name>}_PORT`
}
