import { Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { useServers } from '@repartee/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Desks } from '../src/desk.ts'
import { services } from '../src/questions/services.ts'
import { seed } from '../src/seed.ts'
import { TENANT, migrateAll } from './clinic.ts'

const servers = useServers()
let database: Database

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  database = new Database({ url: servers.databaseUrl, log: createLogger({ service: 'booking' }) })
})
afterAll(() => database?.close())

it('the demo tenant gets the calendar of the clinic pack, however often it is seeded', async () => {
  await seed(servers.databaseUrl)
  const first = await services(new Desks(database), { tenant: TENANT }, new AbortController().signal)
  expect(first.services.length).toBeGreaterThan(5)
  expect(first.services.every(({ resources }) => resources.length > 0)).toBe(true)
  await seed(servers.databaseUrl)
  expect(await services(new Desks(database), { tenant: TENANT }, new AbortController().signal)).toEqual(first)
})
