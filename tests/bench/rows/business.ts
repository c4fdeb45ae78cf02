import { jetstream } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { CONVERSATION, bookingAvailability, followUpDue } from '@repartee/contracts'
import { sessionIdOf } from '@repartee/session'
import { eventually, metaText } from '@repartee/testing'
import pg from 'pg'
import { percentile, rounded, type Figure } from '../figures.ts'
import { newContact, post, until } from '../load.ts'
import { startRepartee, type Repartee } from '../repartee.ts'

const TENANT = 'demo-clinic'
const NUMBER = '100000000000001'
const RESOURCES = 1000
const DAYS = 30
const QUESTIONS = 200
const WARM_UP = 20
const AVAILABILITY_REACH_MS = 50
const PENDING = 100_000
const AT_ONCE = 1000
const AT_ONCE_REACH_S = 10
const ONE_BY_ONE = 200
const EVERY_MS = 50
const LATENESS_REACH_S = 1
const DAY_MS = 86_400_000

/** Rows 20 and 21: free times of a thousand people, and follow-ups that are due. */
export async function businessRows(wants: (name: string) => boolean): Promise<Figure[]> {
  const repartee = await startRepartee()
  const connectionString = String(repartee.system.servers.databaseUrl)
  const database = new pg.Client({ connectionString, options: '-c role=repartee_worker' })
  await database.connect()
  try {
    return [
      ...(wants('20') ? [await availability(repartee, database)] : []),
      ...(wants('21') ? await followUps(repartee, database) : []),
    ]
  } finally {
    await database.end()
    await repartee.stop()
  }
}

/** Asks what is free with anybody in 30 days; half of everybody's hours of two weeks are booked. */
async function availability({ system }: Repartee, database: pg.Client): Promise<Figure> {
  await database.query(
    `WITH service AS (SELECT id FROM booking.service WHERE tenant_id = $1 AND key = 'general_consultation'),
     made AS (
       INSERT INTO booking.resource (tenant_id, key, name, kind, position)
       SELECT $1, 'bench_' || n, 'Bench ' || n, 'person', 100 + n FROM generate_series(1, $2::int) AS n RETURNING id
     ), able AS (
       INSERT INTO booking.resource_service (tenant_id, resource_id, service_id) SELECT $1, made.id, service.id FROM made, service
     ), hours AS (
       INSERT INTO booking.weekly_hours (tenant_id, resource_id, weekday, opens_minute, closes_minute)
       SELECT $1, made.id, weekday, 480, 1200 FROM made, generate_series(1, 6) AS weekday
     )
     INSERT INTO booking.booking (tenant_id, id, key, status, service_id, resource_id, span, busy, way_back)
     SELECT $1, gen_random_uuid(), gen_random_uuid(), 'confirmed', service.id, made.id,
       tstzrange(at, at + interval '25 minutes'), tstzrange(at, at + interval '30 minutes'), '{}'
     FROM made, service, generate_series(date_trunc('hour', now()), now() + interval '14 days', interval '1 hour') AS at
     WHERE random() < 0.5`,
    [TENANT, RESOURCES],
  )
  await database.query('UPDATE booking.calendar SET revision = revision + 1 WHERE tenant_id = $1', [TENANT])
  await database.query('ANALYZE booking.booking')
  const nats = await connect({ servers: String(system.servers.natsUrl) })
  try {
    const from = new Date().toISOString()
    const to = new Date(Date.now() + DAYS * DAY_MS).toISOString()
    const question = { tenant: TENANT, service: 'general_consultation', resource: null, from, to, limit: 500 }
    const taken: number[] = []
    for (let index = 0; index < QUESTIONS + WARM_UP; index += 1) {
      const startedAt = performance.now()
      const answer = await nats.request(bookingAvailability.subject, JSON.stringify(question), { timeout: 10_000 })
      const tookMs = performance.now() - startedAt
      const read = bookingAvailability.answer.safeParse(answer.json())
      // The first questions meet code that is not compiled yet, and a calendar that nobody has read.
      if (index < WARM_UP) continue
      if (!read.success || read.data.outcome !== 'free') throw new Error(`no answer: ${answer.string().slice(0, 300)}`)
      taken.push(tookMs)
    }
    const p95 = percentile(taken, 0.95)
    return {
      name: `20 availability of ${RESOURCES} resources in ${DAYS} days, p95`,
      figure: p95,
      unit: 'ms',
      against: `p50 ${rounded(percentile(taken, 0.5))} ms; up to 500 starts an answer`,
      ratio: null,
      reach: `< ${AVAILABILITY_REACH_MS} ms`,
      met: p95 < AVAILABILITY_REACH_MS,
    }
  } finally {
    await nats.close()
  }
}

/** 100,000 wait; 1,000 are due in one second and go all the way to the provider; then some come one by one. */
async function followUps(repartee: Repartee, database: pg.Client): Promise<Figure[]> {
  const contacts = Array.from({ length: AT_ONCE }, newContact)
  const { sink } = repartee
  for (const from of contacts)
    await post(repartee, JSON.stringify(metaText({ from, text: 'hello', phoneNumberId: NUMBER })))
  await eventually(() => contacts.every((from) => (sink.received.get(from) ?? 0) >= 1), {
    withinMs: 120_000,
    what: 'the first replies',
  })
  await arm(
    database,
    Array.from({ length: PENDING }, () => null),
    `now() + interval '1 day' + n * interval '1 second'`,
  )
  await database.query('ANALYZE followup.item')

  await arm(database, contacts, `date_trunc('second', now()) + interval '3 seconds'`)
  const dueAt = Number((await database.query(DUE)).rows[0]?.due)
  await until(performance.now() + dueAt - Date.now())
  await eventually(() => contacts.every((from) => (sink.received.get(from) ?? 0) >= 2), {
    withinMs: 60_000,
    what: `${AT_ONCE} follow-ups sent`,
    everyMs: 20,
  })
  const leftS = (Date.now() - dueAt) / 1000

  await arm(
    database,
    Array.from({ length: ONE_BY_ONE }, () => null),
    `now() + interval '1 second' + n * interval '${EVERY_MS} milliseconds'`,
  )
  await until(performance.now() + 1000 + ONE_BY_ONE * EVERY_MS + 2000)
  const late = (await lateness(repartee)).slice(-ONE_BY_ONE)
  const early = (await lateness(repartee)).filter((ms) => ms < 0).length
  const twice = contacts.filter((from) => (sink.received.get(from) ?? 0) > 2).length
  const p99 = percentile(late, 0.99) / 1000
  return [
    {
      name: `21 ${AT_ONCE} follow-ups due in one second, until the last has left`,
      figure: leftS,
      unit: 's',
      against: `${PENDING} wait; ${early} early, ${twice} twice`,
      ratio: null,
      reach: `≤ ${AT_ONCE_REACH_S} s, none early or twice`,
      met: leftS <= AT_ONCE_REACH_S && early === 0 && twice === 0,
    },
    {
      name: '21 lateness of a follow-up on an idle system, p99',
      figure: p99,
      unit: 's',
      against: `p50 ${rounded(percentile(late, 0.5))} ms of ${late.length}`,
      ratio: null,
      reach: `< ${LATENESS_REACH_S} s`,
      met: p99 < LATENESS_REACH_S && late.length === ONE_BY_ONE,
    },
  ]
}

const DUE = `SELECT extract(epoch FROM min(due_at)) * 1000 AS due FROM followup.item WHERE status = 'pending'`

/** Arms a follow-up for each contact (null: for one whose session nobody knows); quiet hours lie where they do not matter. */
async function arm(database: pg.Client, contacts: readonly (string | null)[], dueAt: string): Promise<void> {
  const hour = (new Date().getUTCHours() + 12) % 24
  const time = (minute: string) => `${String(hour).padStart(2, '0')}:${minute}`
  const settings = {
    businessName: 'Clínica Aurora',
    pack: 'clinic',
    timeZone: 'UTC',
    region: 'ES',
    defaultLanguage: 'en',
    overrides: { followUps: { quietHours: { from: time('00'), to: time('01') } } },
  }
  const items = contacts.map((contact) => {
    const address = addressOf(contact ?? '34600000000')
    const session = contact === null ? crypto.randomUUID() : sessionIdOf(TENANT, 'demo-whatsapp', address)
    return { session, way: { settings, address, contact: {}, language: 'en' } }
  })
  for (let first = 0; first < items.length; first += 10_000) {
    await database.query(
      `WITH given AS (
         SELECT gen_random_uuid() AS id, "session", way, (row_number() OVER ())::int + $3::int AS n
         FROM json_to_recordset($2::json) AS item ("session" uuid, way jsonb)
       ), known AS (
         INSERT INTO followup.session (tenant_id, session_id) SELECT $1, "session" FROM given ON CONFLICT DO NOTHING
       )
       INSERT INTO followup.item (tenant_id, id, session_id, reason, status, announced, due_at, armed_at, sequence, data, way, why)
       SELECT $1, id, "session", 'silent_in_booking', 'pending', false, ${dueAt}, now(), 1, '{}', way, 'bench' FROM given`,
      [TENANT, JSON.stringify(items.slice(first, first + 10_000)), first],
    )
  }
}

function addressOf(contact: string) {
  return { channel: 'whatsapp', provider: 'meta', account: NUMBER, contact, contactKind: 'phone' } as const
}

/** How many milliseconds after its time the broker had each `followup.due`, in order. */
async function lateness({ system }: Repartee): Promise<number[]> {
  const nats = await connect({ servers: String(system.servers.natsUrl) })
  try {
    const consumer = await jetstream(nats).consumers.get(CONVERSATION.name, { filter_subjects: [followUpDue.filter] })
    const late: number[] = []
    for (let pending = (await consumer.info()).num_pending; pending > 0;) {
      for await (const message of await consumer.fetch({ max_messages: Math.min(pending, 500), expires: 2000 })) {
        const { dueAt } = followUpDue.payload.parse(message.json())
        late.push(message.info.timestampNanos / 1e6 - Date.parse(dueAt))
        pending -= 1
      }
    }
    return late
  } finally {
    await nats.close()
  }
}
