import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { type NatsConnection, connect } from '@nats-io/transport-node'
import { CONVERSATION, DEAD, JOINS, SENDS, SESSIONS, events } from '@repartee/contracts'
import { Redis } from 'ioredis'
import type { Contact } from './contact.ts'
import type { Named } from './places.ts'

/** A store beside Postgres that may hold something of a contact. */
export interface Store {
  readonly name: string
  /** What is there, readable. */
  read(contact: Contact, named: Named): Promise<unknown[]>
  /** Takes it out. */
  erase(contact: Contact, named: Named): Promise<void>
  close(): Promise<void>
}

/** The streams: what was said in a session, and dead letters of it. */
export async function openStreams(natsUrl: string): Promise<Store> {
  const nats = await connect({ servers: natsUrl.split(',') })
  return {
    name: 'streams',
    read: async ({ tenant, sessions }) => {
      const found: unknown[] = []
      for (const session of sessions) found.push(...(await readSubjects(nats, tenant, session)))
      return found
    },
    erase: async ({ tenant, sessions }) => {
      const { streams } = await jetstreamManager(nats)
      for (const session of sessions) {
        for (const event of events)
          await streams.purge(CONVERSATION.name, { filter: event.subject({ tenant, session }) })
        await streams.purge(DEAD.name, { filter: `dead.*.${tenant}.${session}` })
      }
    },
    close: () => nats.close(),
  }
}

async function readSubjects(nats: NatsConnection, tenant: string, session: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (const [stream, filter] of [
    [CONVERSATION.name, `*.*.*.${tenant}.${session}`],
    [DEAD.name, `dead.*.${tenant}.${session}`],
  ] as const) {
    const consumer = await jetstream(nats).consumers.get(stream, { filter_subjects: [filter] })
    for (let pending = (await consumer.info()).num_pending; pending > 0;) {
      const before = pending
      for await (const message of await consumer.fetch({ max_messages: Math.min(pending, 500), expires: 2000 })) {
        found.push({ subject: message.subject, sequence: message.seq, data: message.json<unknown>() })
        pending -= 1
      }
      if (pending === before) break
    }
  }
  return found
}

/** The buckets: sessions by their key, sends by the reply, joins by the turn. */
export async function openBuckets(natsUrl: string): Promise<Store> {
  const nats = await connect({ servers: natsUrl.split(',') })
  const buckets = new Kvm(jetstream(nats))
  const keysOf = ({ tenant, sessions }: Contact, { replies }: Named) =>
    [
      [SESSIONS.name, sessions.map((session) => `${tenant}.${session}`)],
      [SENDS.name, replies],
      [JOINS.name, []],
    ] as const
  return {
    name: 'buckets',
    read: async (contact, named) => {
      const found: unknown[] = []
      for (const [name, keys] of keysOf(contact, named)) {
        const bucket = await buckets.open(name)
        for (const key of keys) {
          const entry = await bucket.get(key)
          if (entry?.operation === 'PUT') found.push({ bucket: name, key, value: entry.json<unknown>() })
        }
      }
      return found
    },
    erase: async (contact, named) => {
      for (const [name, keys] of keysOf(contact, named)) {
        const bucket = await buckets.open(name)
        for (const key of keys) await bucket.purge(key)
      }
    },
    close: () => nats.close(),
  }
}

const SCAN = 1000

/** Redis: every key that names one of the sessions or the contact's own address. */
export function openRedis(redisUrl: string): Store {
  const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 2 })
  const keysOf = async ({ sessions, digits, address }: Contact) => {
    const found = new Set<string>()
    const names = [...sessions, address, ...(digits.length >= 7 ? [digits] : [])]
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', SCAN)
      cursor = next
      for (const key of keys) if (names.some((name) => key.includes(name))) found.add(key)
    } while (cursor !== '0')
    return [...found]
  }
  return {
    name: 'redis',
    read: async (contact) => (await keysOf(contact)).map((key) => ({ key })),
    erase: async (contact) => {
      const keys = await keysOf(contact)
      if (keys.length > 0) await redis.del(keys)
    },
    close: async () => {
      redis.disconnect()
    },
  }
}
