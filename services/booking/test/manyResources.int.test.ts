import { Bus } from '@repartee/bus'
import { bookingAvailability } from '@repartee/contracts'
import { Database } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import { useServers } from '@repartee/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { syncCalendar } from '../src/syncCalendar.ts'
import { TENANT, at, migrateAll, owner, patiently, startBooking, testCalendar } from './clinic.ts'

const servers = useServers()
const PEOPLE = 70
let service: RunningService
let bus: Bus

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  service = await startBooking(servers)
  bus = service.app.get(Bus)
  const [person] = testCalendar.resources
  const people = Array.from({ length: PEOPLE }, (_, number) => ({ ...person!, key: `person_${number}` }))
  // The last one alone works on Sundays.
  const last = people.pop()!
  people.push({ ...last, hours: { ...last.hours, sunday: [['10:00', '11:00']] } })
  await syncCalendar(service.app.get(Database), owner, { ...testCalendar, resources: people })
  const database = new Client({ connectionString: servers.databaseUrl })
  await database.connect()
  await database.query('SET ROLE repartee_worker')
  // Everybody is booked at 10:00 on Wednesday but one far down the list, and all of Friday.
  await database.query(
    `INSERT INTO booking.booking (tenant_id, id, key, status, service_id, resource_id, span, busy, way_back)
     SELECT $1, gen_random_uuid(), gen_random_uuid(), 'confirmed', s.id, r.id, span, span, '{}'
     FROM booking.resource r, booking.service s,
       unnest(ARRAY[tstzrange($2, $2::timestamptz + interval '30 minutes'), tstzrange($3, $3::timestamptz + interval '6 hours')]) AS span
     WHERE s.key = 'dermatology' AND r.key <> 'person_63'`,
    [TENANT, at(3, '10:00'), at(5, '09:00')],
  )
  await database.end()
})
afterAll(() => service?.stop())

async function starts(resource: string | null, limit: number): Promise<string[]> {
  const [from, to] = [at(3, '00:00'), new Date(Date.parse(at(3, '00:00')) + 7 * 86_400_000).toISOString()]
  const question = { tenant: TENANT, service: 'dermatology', resource, from, to, limit }
  const answer = await patiently(() => bus.ask(bookingAvailability, question, { timeoutMs: 10_000 }))
  if (answer.outcome !== 'free') throw new Error(answer.outcome)
  return answer.openings.map(({ startsAt }) => startsAt)
}

it('what anybody has free is what each one has free, whoever is asked first', async () => {
  const one = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => starts(`person_${number}`, 500)))
  const union = [...new Set(one.flat())].toSorted()
  expect(await starts(null, 500)).toEqual(union)
  expect(union).toContain(at(3, '10:00'))
  expect(await starts(null, 3)).toEqual(union.slice(0, 3))
})
