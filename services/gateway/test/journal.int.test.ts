import { Bus } from '@repartee/bus'
import { decisionRecorded, journalFind, outgoing, type Decision, type QuestionRequest } from '@repartee/contracts'
import { Database, type RunningService } from '@repartee/service'
import { eventually, useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepareDatabase, startGateway } from './gateways.ts'
import { ADMIN_TOKEN, ask } from './web.ts'

const servers = useServers()
let gateway: RunningService
beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { ADMIN_TOKEN })
})
afterAll(() => gateway.stop())

const TENANT = 'demo-trading'
const session = randomUUID()

const decisionOf = (instrument: string, decidedAt: string): Decision => ({
  id: randomUUID(),
  task: 'order',
  instrument,
  side: 'buy',
  quantity: 0.5,
  entry: 1.085,
  stop: 1.08,
  exit: 1.105,
  rationale: 'a “base” that holds',
  values: { instrument, entry: '1.085', ratio: 4 },
  decidedAt,
})

const apple = decisionOf('AAPL', '2026-11-10T15:00:00.000Z')
const tesla = decisionOf('TSLA', '2026-11-18T15:00:00.000Z')
const bus = () => gateway.app.get(Bus)
const told = (decision: Decision, of = session) =>
  outgoing(decisionRecorded, { tenant: TENANT, session: of, turn: randomUUID(), decision })
const find = (wanted: Partial<QuestionRequest<typeof journalFind>> = {}) =>
  bus().ask(journalFind, { tenant: TENANT, session, instrument: null, from: null, to: null, limit: 10, ...wanted })

it('keeps what was decided once, and finds it by contact, instrument and time', async () => {
  await bus().publish([told(apple), told(tesla)])
  // Told again, as a turn that is answered twice does.
  await bus().publish([told(apple), told(decisionOf('MSFT', apple.decidedAt), randomUUID())])
  await eventually(async () => (await find()).decisions.length === 2, { what: 'two decisions in the journal' })
  expect(await find()).toEqual({ decisions: [tesla, apple] })
  expect(await find({ instrument: 'AAPL' })).toEqual({ decisions: [apple] })
  expect(await find({ from: '2026-11-16T00:00:00.000Z' })).toEqual({ decisions: [tesla] })
  expect(await find({ to: '2026-11-16T00:00:00.000Z' })).toEqual({ decisions: [apple] })
  expect(await find({ limit: 1 })).toEqual({ decisions: [tesla] })
  expect(await find({ tenant: 'demo-clinic' })).toEqual({ decisions: [] })
})

it('is listed for operators, and for nobody else', async () => {
  const listed = await ask(gateway, 'GET', `/api/journal?tenant=${TENANT}&instrument=AAPL&session=${session}`)
  expect(listed).toMatchObject({ status: 200, body: { decisions: [{ id: apple.id, session, stop: 1.08 }] } })
  const all = (await ask(gateway, 'GET', `/api/journal?tenant=${TENANT}`)).body as { decisions: unknown[] }
  expect(all.decisions).toHaveLength(3)
  expect((await ask(gateway, 'GET', `/api/journal?tenant=${TENANT}&from=tuesday`)).status).toBe(400)
  const url = `${gateway.url}/api/journal?tenant=${TENANT}`
  expect((await fetch(url)).status).toBe(401)
})

it('is a wall between tenants', async () => {
  const count = (tenant: string) =>
    gateway.app
      .get(Database)
      .inTenant(tenant, async (client) => (await client.query('SELECT 1 FROM conversation.decisions')).rowCount)
  expect(await count('demo-clinic')).toBe(0)
  expect(await count(TENANT)).toBe(3)
})
