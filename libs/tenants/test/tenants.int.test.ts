import { connect } from '@nats-io/transport-node'
import { jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { Bus } from '@repartee/bus'
import { flagChanged, outgoing, sessionTakenOver } from '@repartee/contracts'
import { findPacks, loadPack } from '@repartee/packs'
import { Database, run, serviceSettings } from '@repartee/service'
import { sessionIdOf } from '@repartee/session'
import { createLogger } from '@repartee/telemetry'
import { useServers } from '@repartee/testing'
import { Redis } from 'ioredis'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  Tenants,
  contactHash,
  eraseContact,
  exportContact,
  forgetOld,
  importIntegrations,
  openBuckets,
  openRedis,
  openStreams,
} from '../src/index.ts'
import { CONTACT, SESSION, fill, migrateAll, root } from './everything.ts'

const servers = useServers()
const clinic = loadPack(findPacks(join(root, 'packs')).get('clinic')!)
const closing: (() => unknown)[] = []
let database: Database
let tenants: Tenants
let owner: Client

const aurora = {
  tenant: 'aurora',
  businessName: 'Clínica Aurora',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'es',
  organisation: 'group',
}
const whatsapp = { name: 'aurora-wa', channel: 'whatsapp', provider: 'meta', account: '1001' }

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  database = new Database({ url: servers.databaseUrl, log: createLogger({ service: 'gateway', level: 'fatal' }) })
  tenants = new Tenants(database)
  owner = new Client({ connectionString: servers.databaseUrl })
  await owner.connect()
  await owner.query('SET ROLE repartee_worker')
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
  await owner?.end()
  await database?.close()
})

describe('a tenant', () => {
  it('is made with its accounts, all or nothing', async () => {
    expect(await tenants.create(aurora, [whatsapp])).toMatchObject({
      tenant: 'aurora',
      organisation: 'group',
      overrides: {},
      instances: [{ name: 'aurora-wa', account: '1001', isActive: true }],
    })
    await expect(tenants.create({ ...aurora, tenant: 'other' }, [{ ...whatsapp, name: 'x' }])).rejects.toThrow(
      'the account 1001 (meta, whatsapp) belongs to another instance already',
    )
    expect((await tenants.list()).map(({ tenant }) => tenant)).toEqual(['aurora'])
    await expect(tenants.create(aurora, [])).rejects.toThrow('there is a tenant "aurora" already; choose another id')
  })

  it('is refused with all its mistakes in plain words', async () => {
    const wrong = { ...aurora, tenant: 'Clínica', timeZone: 'Madrid', region: 'Spain', defaultLanguage: 'xx' }
    const error = await tenants.create(wrong, []).catch((thrown: Error) => thrown.message)
    expect(error).toContain('tenant: a tenant id is 1 to 63 lower-case letters')
    expect(error).toContain('timeZone: it must be an IANA time zone, such as Europe/Madrid')
    expect(error).toContain('region: a region is an ISO 3166 country of two capitals')
    expect(error).toContain('defaultLanguage')
    await expect(tenants.show('nobody')).rejects.toThrow('there is no tenant "nobody"; there are: aurora')
  })

  it('has things otherwise than its pack, if the pack can have them', async () => {
    const overrides = { followUps: { reminderHours: [48] } }
    expect(await tenants.setOverrides('aurora', overrides, clinic)).toMatchObject({ overrides })
    await expect(
      tenants.setOverrides('aurora', { messages: { en: { no_such_message: 'x' } } }, clinic),
    ).rejects.toThrow('there is no message no_such_message')
    await expect(tenants.setOverrides('aurora', { followUps: { reminderHour: [1] } }, clinic)).rejects.toThrow(
      'reminderHour',
    )
    expect((await tenants.show('aurora')).overrides).toEqual(overrides)
  })

  it('has people with roles', async () => {
    await tenants.setMember('aurora', { email: 'Ana@Example.com', name: 'Ana', role: 'agent' })
    expect(await tenants.roleOf('aurora', 'ana@example.com')).toBe('agent')
    await tenants.setMember('aurora', { email: 'ana@example.com', name: 'Ana', role: 'admin' })
    expect(await tenants.roleOf('aurora', 'ana@example.com')).toBe('admin')
    expect(await tenants.roleOf('demo-clinic', 'ana@example.com')).toBeNull()
    await expect(tenants.setMember('aurora', { email: 'ana', name: '', role: 'boss' })).rejects.toThrow(
      /email[\s\S]*role/,
    )
    await tenants.removeMember('aurora', 'ana@example.com')
    expect(await tenants.roleOf('aurora', 'ana@example.com')).toBeNull()
  })
})

describe('an older table of integrations', () => {
  it('is brought over; what cannot be is left and reported; again changes nothing', async () => {
    await owner.query('RESET ROLE')
    await owner.query(`CREATE TABLE public.integrations (id serial, instance_name text, tenant text, type text, phone_number_id text, token text);
      INSERT INTO public.integrations (instance_name, tenant, type, phone_number_id, token) VALUES
        ('aurora-two', 'aurora', 'whatsapp_cloud', '2002', 'very secret'), ('lost', 'nobody', 'meta', '3003', 'x'),
        ('odd', 'aurora', 'telegram', '4004', 'x'), (NULL, 'aurora', 'meta', '5005', 'x'), ('again', 'aurora', 'meta', '1001', 'x')`)
    await owner.query('SET ROLE repartee_worker')
    const imported = await importIntegrations(servers.databaseUrl, database, 'public.integrations')
    expect(imported.instances).toEqual(['aurora-two'])
    expect(imported.left.map(({ row, why }) => `${row}: ${why.slice(0, 33)}`)).toEqual([
      '2: there is no tenant "nobody": make',
      '3: "telegram" is no provider of ours',
      '4: it has no name (name, instance, i',
      '5: an instance of this name or accou',
    ])
    expect(JSON.stringify((await owner.query('SELECT * FROM tenant.instances')).rows)).not.toContain('very secret')
    expect((await importIntegrations(servers.databaseUrl, database, 'public.integrations')).instances).toEqual([])
    await expect(importIntegrations(servers.databaseUrl, database, 'public.nothing')).rejects.toThrow(
      'there is no table public.nothing in this database',
    )
  })
})

describe('a contact', () => {
  const tenant = 'demo-clinic'
  const other = '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5f'
  const stores = async () => [
    await openStreams(servers.natsUrl),
    await openBuckets(servers.natsUrl),
    openRedis(servers.redisUrl),
  ]
  let session = ''

  beforeAll(async () => {
    class Nothing {}
    const service = await run({
      name: 'gateway',
      config: () =>
        serviceSettings('gateway', {}).parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', GATEWAY_PORT: '0' }),
      module: { module: Nothing },
      handlesSignals: false,
    })
    closing.push(() => service.stop())
    await fill(owner, tenant)
    await fill(owner, 'another-clinic', other)
    session = sessionIdOf(tenant, `${tenant}-wa`, {
      channel: 'whatsapp',
      provider: 'meta',
      account: tenant,
      contact: CONTACT,
      contactKind: 'phone',
    })
    const bus = service.app.get(Bus)
    const at = new Date().toISOString()
    for (const of of [SESSION, session, other]) {
      await bus.publish(outgoing(sessionTakenOver, { tenant, session: of, by: 'ana', how: 'console', at }))
    }
    await bus.publish(outgoing(flagChanged, { tenant, session: null, at, flag: 'race', value: 'off', by: 'ana' }))
    const nats = await connect({ servers: servers.natsUrl })
    closing.push(() => nats.close())
    await jetstreamManager(nats)
    const sessions = await new Kvm(nats).open('SESSIONS')
    await sessions.put(`${tenant}.${session}`, JSON.stringify({ words: 'hello' }))
    await sessions.put(`${tenant}.${other}`, JSON.stringify({ words: 'of another' }))
    const redis = new Redis(servers.redisUrl)
    closing.push(() => redis.disconnect())
    await redis.set(`session:${session}`, 'copy')
    await redis.set(`session:${other}`, 'copy of another')
  })

  it('gets all that is known of them', async () => {
    const open = await stores()
    const exported = await exportContact(database, open, { tenant, address: `+${CONTACT}`, now: new Date() })
    expect(exported.sessions).toEqual(expect.arrayContaining([SESSION, session]))
    expect(exported.stores).toMatchObject({
      'conversation.messages': [{ session_id: SESSION }],
      'booking.booking': [{ contact_name: 'Ana' }],
      'followup.item': [{ reason: 'booking_reminder' }],
      buckets: [{ bucket: 'SESSIONS', value: { words: 'hello' } }],
      redis: [{ key: `session:${session}` }],
    })
    expect(exported.stores['streams']).toHaveLength(2)
    expect(JSON.stringify(exported)).not.toContain(other)
    for (const store of open) await store.close()
  })

  it('is erased from every store, with proof, and nobody else is touched', async () => {
    const open = await stores()
    const proof = await eraseContact(database, open, { tenant, address: `+${CONTACT}`, by: 'ana' })
    expect(proof.isComplete).toBe(true)
    for (const [name, { before, after }] of Object.entries(proof.stores)) {
      expect(before, name).toBeGreaterThan(0)
      expect(after, name).toBe(0)
    }
    expect(Object.keys(proof.stores)).toEqual(
      expect.arrayContaining([
        'conversation.messages', 'conversation.long_texts', 'conversation.replies', 'conversation.reply_statuses',
        'conversation.event_log', 'booking.booking', 'booking.answer', 'followup.item', 'outbox.event', 'outbox.dead',
        'streams', 'buckets', 'redis',
      ]), // prettier-ignore
    )
    const again = await exportContact(database, open, { tenant, address: CONTACT, now: new Date() })
    expect(Object.values(again.stores).flat()).toEqual([])
    const kept = await exportContact(database, open, { tenant: 'another-clinic', address: CONTACT, now: new Date() })
    expect(kept.stores['conversation.messages']).toHaveLength(1)
    const { rows } = await owner.query('SELECT contact_hash, proof::text, by FROM tenant.erasures')
    expect(rows).toMatchObject([{ contact_hash: contactHash(tenant, CONTACT), by: 'ana' }])
    expect(JSON.stringify(rows)).not.toContain(CONTACT)
    for (const store of open) await store.close()
  })
})

it('what is older than a tenant keeps is forgotten, and only that tenant’s', async () => {
  await fill(owner, 'keeps-long', '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a71')
  await fill(owner, 'keeps-short', '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a72')
  await owner.query(
    `UPDATE conversation.messages SET received_at = now() - interval '40 days' WHERE tenant_id LIKE 'keeps-%'`,
  )
  await tenants.setRetention('keeps-short', 30)
  expect(await forgetOld(database)).toEqual({ 'conversation.messages': 1 })
  const { rows } = await owner.query(`SELECT tenant_id FROM conversation.messages WHERE tenant_id LIKE 'keeps-%'`)
  expect(rows).toEqual([{ tenant_id: 'keeps-long' }])
})
