import { Module } from '@nestjs/common'
import { Bus, type StoredEvent } from '@repartee/bus'
import { flagChanged } from '@repartee/contracts'
import { eventually, useServers } from '@repartee/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FlagStore, run, serviceSettings, type RunningService } from '../src/index.ts'

const servers = useServers()
const running: RunningService[] = []

async function startWith(firstValues: Record<string, string>): Promise<FlagStore> {
  @Module({
    providers: [{ provide: FlagStore, inject: [Bus], useFactory: (bus: Bus) => new FlagStore(bus, firstValues) }],
  })
  class Flagged {}
  const settings = serviceSettings('coach', {})
  const environment = { NATS_URL: servers.natsUrl, COACH_PORT: '0', LOG_LEVEL: 'warn' }
  const service = await run({
    name: 'coach',
    config: () => settings.parse(environment),
    module: Flagged,
    handlesSignals: false,
  })
  running.push(service)
  return service.app.get(FlagStore)
}

let one: FlagStore
let other: FlagStore
beforeAll(async () => {
  one = await startWith({ hedge_ms: '400' })
  other = await startWith({ hedge_ms: '250' })
})
afterAll(async () => {
  await Promise.all(running.map((service) => service.stop()))
})

test('first values hold until somebody sets a flag', () => {
  expect(one.get('aurora', 'hedge_ms')).toBe('400')
  expect(other.get('aurora', 'hedge_ms')).toBe('250')
  expect(other.get('aurora', 'race')).toBeUndefined()
})

test('a flip is everywhere within a second, without a restart; a tenant’s own value counts more', async () => {
  let told = ''
  const stop = other.onChange((flag) => (told = flag))
  await one.set(null, 'workflow_kill_switch', 'on', 'ana')
  expect(one.get('aurora', 'workflow_kill_switch')).toBe('on')
  await eventually(() => other.get('aurora', 'workflow_kill_switch') === 'on', { withinMs: 1000, what: 'the flip' })
  expect(told).toBe('workflow_kill_switch')
  stop()
  await one.set('aurora', 'workflow_kill_switch', 'off', 'ana')
  await eventually(() => other.get('aurora', 'workflow_kill_switch') === 'off', { what: 'the tenant’s own value' })
  expect(other.get('borealis', 'workflow_kill_switch')).toBe('on')
  expect(other.list()).toMatchObject([
    { flag: 'workflow_kill_switch', tenant: null, value: 'on', by: 'ana' },
    { flag: 'workflow_kill_switch', tenant: 'aurora', value: 'off' },
  ])
})

test('every flip is an event', async () => {
  const seen: StoredEvent[] = []
  running[0]!.app.get(Bus).readAll({ startSequence: 1, onEvent: (event) => seen.push(event) })
  await one.set('aurora', 'race', 'off', 'ana')
  const event = await eventually(
    () => seen.find((event) => event.is(flagChanged) && (event.data() as { flag: string }).flag === 'race'),
    { what: 'the event' },
  )
  expect(event.data()).toMatchObject({ tenant: 'aurora', session: null, flag: 'race', value: 'off', by: 'ana' })
})

test('a wrong value is refused in words', async () => {
  await expect(one.set(null, 'rase', 'off', 'ana')).rejects.toMatchObject({
    detail: expect.stringMatching('there is no flag "rase"'),
  })
  await expect(one.set(null, 'race', 'maybe', 'ana')).rejects.toMatchObject({ detail: 'race must be on or off' })
  await expect(one.set(null, 'workflow_percentage', '120', 'ana')).rejects.toMatchObject({
    detail: expect.stringMatching('from 0 to 100'),
  })
})
