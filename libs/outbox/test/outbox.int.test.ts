import { Bus } from '@repartee/bus'
import { type Outgoing, flagChanged, outgoing } from '@repartee/contracts'
import { type Client, Database, migrate } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Relay, Spool, write } from '../src/index.ts'
import { connectBus } from './connectBus.ts'

const servers = useServers()
const log = createLogger({ service: 'gateway', level: 'fatal' })
let database: Database
let bus: Bus
let closing: (() => Promise<unknown>)[] = []
let seen: string[] = []

const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 })
const change = (value: string, tenant = 'demo-clinic'): Outgoing =>
  outgoing(flagChanged, { tenant, session: null, at: new Date().toISOString(), flag: 'race', value, by: 'test' })
const writeAll = (values: readonly string[]) =>
  database.inTenant('demo-clinic', (client) =>
    write(
      client,
      values.map((value) => change(value)),
      { source: 'booking' },
    ),
  )
const left = () =>
  database.asWorker(
    async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox.event')).rows[0]!.n,
  )
const numbers = (count: number, prefix = '') => Array.from({ length: count }, (_, index) => `${prefix}${index}`)

function relayOf(source: 'booking' | 'spool', through: Pick<Bus, 'publish'> = bus): Relay {
  const relay = new Relay({ source, database, bus: through, log, batchSize: 50 })
  relay.start()
  closing.push(() => relay.stop())
  return relay
}

beforeAll(async () => {
  const folders = ['../../service/sql', '../sql'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  await migrate({ databaseUrl: servers.databaseUrl, folders })
})
beforeEach(async () => {
  database = new Database({ url: servers.databaseUrl, log, poolSize: 10 })
  await database.asWorker((client) => client.query('DELETE FROM outbox.event'))
  const connected = await connectBus(servers.natsUrl)
  bus = connected.bus
  seen = []
  bus.readAll({ onEvent: (event) => void (event.is(flagChanged) && seen.push(event.data().value)) })
  closing = [connected.close]
  // The reader reads from some moment on that is not far.
  await waitFor(async () => {
    await bus.publish(change('does anybody read?'))
    expect(seen).not.toEqual([])
  })
  await bus.publish(change('from here on'))
  await waitFor(() => expect(seen.at(-1)).toBe('from here on'))
  seen.length = 0
})
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
  await database.close()
})

describe('a relay', () => {
  it('publishes what committed, in order, and forgets it', async () => {
    relayOf('booking')
    await writeAll(numbers(120))
    await database
      .inTenant('demo-clinic', async (client) => {
        await write(client, change('never'), { source: 'booking' })
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await waitFor(() => expect(seen).toHaveLength(120))
    expect(seen).toEqual(numbers(120))
    await waitFor(async () => expect(await left()).toBe(0))
  })

  it('works alone, however many there are', async () => {
    relayOf('booking')
    relayOf('booking')
    relayOf('booking')
    for (let batch = 0; batch < 10; batch++) await writeAll(numbers(20, `${batch}-`))
    await waitFor(() => expect(seen).toHaveLength(200))
    expect(seen).toEqual(Array.from({ length: 10 }, (_, batch) => numbers(20, `${batch}-`)).flat())
  })

  it('that dies after publishing publishes the same id again, which the broker takes once', async () => {
    await writeAll(numbers(5))
    let published = 0
    const dying = {
      publish: async (...message: Parameters<Bus['publish']>) => {
        const stored = await bus.publish(...message)
        if (++published === 3) throw new Error('the process dies before it can delete')
        return stored
      },
    }
    const first = relayOf('booking', dying)
    await waitFor(() => expect(published).toBeGreaterThanOrEqual(3))
    await first.stop()
    relayOf('booking')
    await waitFor(async () => expect(await left()).toBe(0))
    await waitFor(() => expect(seen).toEqual(numbers(5)))
  })

  it('puts rows aside that no contract can read, and lets the others flow', async () => {
    await database.inTenant('demo-clinic', (client) =>
      client.query(
        `INSERT INTO outbox.event (source, tenant_id, contract, version, payload)
         VALUES ('booking', 'demo-clinic', 'flag.changed', 9, '{}'), ('booking', 'demo-clinic', 'flag.changed', 1, '{"flag": 1}')`,
      ),
    )
    await writeAll(['after'])
    relayOf('booking')
    await waitFor(() => expect(seen).toEqual(['after']))
    const { rows } = await database.asWorker((client) => client.query('SELECT reason FROM outbox.dead ORDER BY id'))
    expect(rows[0].reason).toBe('there is no contract flag.changed v9')
    expect(rows[1].reason).toContain('the payload is no flag.changed v1')
  })

  it('lives through the loss of NATS and of Postgres', async () => {
    relayOf('booking')
    await servers.nats.kill()
    await writeAll(numbers(10))
    await servers.nats.start()
    await waitFor(() => expect(seen).toEqual(numbers(10)))
    await servers.postgres.kill()
    await servers.postgres.start()
    await waitFor(() => writeAll(['last']))
    await waitFor(() => expect(seen.at(-1)).toBe('last'))
  }, 60_000)

  it('refuses to write what its contract refuses', async () => {
    await expect(writeAll([1 as unknown as string])).rejects.toThrow(/expected string/)
    expect(await left()).toBe(0)
  })
})

describe('the spool', () => {
  const spoolOf = () => {
    const spool = new Spool({ database, log })
    spool.start()
    closing.push(() => spool.stop())
    return spool
  }

  it('takes a message once, whatever characters are in it', async () => {
    const spool = spoolOf()
    const id = randomUUID()
    await spool.append(change('zero \u0000 and half \ud83d'), id)
    await spool.append(change('zero \u0000 and half \ud83d'), id)
    expect(spool.isOpen).toBe(true)
    expect(await left()).toBe(1)
    relayOf('spool')
    await waitFor(() => expect(seen).toHaveLength(1))
    expect(seen[0]).toContain('\u0000')
    await waitFor(() => expect(spool.isOpen).toBe(false))
  })

  it('says when it has emptied, so that nothing overtakes', async () => {
    const spool = spoolOf()
    const other = spoolOf()
    expect(await spool.appendWhileOpen(change('direct'), randomUUID())).toBe(false)
    await spool.append(change('first'), randomUUID())
    await waitFor(() => expect(other.isOpen).toBe(true))
    expect(await other.appendWhileOpen(change('second'), randomUUID())).toBe(true)
    expect(await other.appendWhileOpen(change('of another tenant'), randomUUID()).then(() => left())).toBe(3)
    relayOf('spool')
    await waitFor(() => expect(other.isOpen).toBe(false))
    expect(await other.appendWhileOpen(change('third'), randomUUID())).toBe(false)
    expect(seen.slice(0, 2)).toEqual(['first', 'second'])
  })

  it('stays open when a look ends that began before something was appended', async () => {
    const firstLook = Promise.withResolvers<void>()
    const letGo = Promise.withResolvers<void>()
    const wasOpen: boolean[] = []
    class SlowDatabase extends Database {
      override async asWorker<Result>(fn: (client: Client) => Promise<Result>): Promise<Result> {
        wasOpen.push(spool.isOpen)
        const result = await super.asWorker(fn)
        firstLook.resolve()
        await letGo.promise
        return result
      }
    }
    const slow = new SlowDatabase({ url: servers.databaseUrl, log })
    const spool = new Spool({ database: slow, log })
    spool.start()
    await firstLook.promise
    await spool.append(change('first'), randomUUID())
    letGo.resolve()
    await waitFor(() => expect(wasOpen.slice(0, 2)).toEqual([false, true]))
    await spool.stop()
    await slow.close()
  })

  it('keeps the order of each writer while a relay empties it and the way opens again and again', async () => {
    relayOf('spool')
    const writers = Array.from({ length: 4 }, (_, index) => ({ name: `w${index}`, spool: spoolOf() }))
    await Promise.all(
      writers.map(async ({ name, spool }) => {
        for (let number = 0; number < 60; number++) {
          const message = change(`${name} ${number}`, `tenant-${name}`)
          const id = randomUUID()
          // Each tenth message meets a broker that is too slow.
          if (number % 10 === 0) await spool.append(message, id)
          else if (!spool.isOpen || !(await spool.appendWhileOpen(message, id))) await bus.publish(message, { id })
        }
      }),
    )
    await waitFor(() => expect(seen).toHaveLength(240))
    for (const { name } of writers) {
      const own = seen.filter((value) => value.startsWith(`${name} `))
      expect(own).toEqual(numbers(60, `${name} `))
    }
  })
})
