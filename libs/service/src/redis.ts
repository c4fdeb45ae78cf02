import type { Logger } from '@repartee/telemetry'
import { Redis } from 'ioredis'

/**
 * A Redis client whose commands fail at once while Redis is away, instead of waiting in a queue: it holds copies only, and who asks it has
 * another way. It reconnects by itself and says so once per outage.
 */
export function connectRedis(options: { url: string; log: Logger; name: string }): Redis {
  const { log } = options
  const redis = new Redis(options.url, {
    connectionName: options.name,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 1000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2000),
  })
  let isAway = false
  redis.on('error', (error: Error) => {
    if (!isAway) log.warn({ err: error }, 'Redis does not answer')
    isAway = true
  })
  redis.on('close', () => {
    if (!isAway && redis.status !== 'end') log.warn('Redis closed the connection')
    isAway = true
  })
  redis.on('ready', () => {
    if (isAway) log.info('Redis answers again')
    isAway = false
  })
  return redis
}
