/** Where cached answers are shared by replicas and outlive a process. Everything in it may vanish at any time. */
export interface CacheStore {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ttlSeconds: number): Promise<void>
  /** All fields of a group. */
  group(key: string): Promise<Record<string, string>>
  addToGroup(key: string, field: string, value: string, ttlSeconds: number): Promise<void>
  increase(key: string): Promise<number>
}

/** The commands of an ioredis client that are used. */
export interface RedisCommands {
  get(key: string): Promise<string | null>
  set(key: string, value: string, expiry: 'EX', seconds: number): Promise<unknown>
  hgetall(key: string): Promise<Record<string, string>>
  hset(key: string, field: string, value: string): Promise<unknown>
  expire(key: string, seconds: number): Promise<unknown>
  incr(key: string): Promise<number>
}

export function redisStore(redis: RedisCommands): CacheStore {
  return {
    get: (key) => redis.get(key),
    set: async (key, value, ttlSeconds) => {
      await redis.set(key, value, 'EX', ttlSeconds)
    },
    group: (key) => redis.hgetall(key),
    addToGroup: async (key, field, value, ttlSeconds) => {
      await Promise.all([redis.hset(key, field, value), redis.expire(key, ttlSeconds)])
    },
    increase: (key) => redis.incr(key),
  }
}
