// A generation service on real servers, with simulated models and a calendar that writes down what it is asked.
import { Bus, type StoredEvent } from '@repartee/bus'
import { SESSIONS, sessionValue, type Channel } from '@repartee/contracts'
import { readConfig, run, type RunningService } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { startModelSimulator, useServers, type ModelSimulator } from '@repartee/testing'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { settings } from '../src/config.ts'
import { GenerationModule } from '../src/generation.module.ts'
import { calendar, CalendarModule, calendarSettings } from './calendar.ts'
import { Contact } from './contact.ts'

export { bookingAt, calendar, DAY } from './calendar.ts'
export { slotsOf, TENANT, waitFor, type Contact, type Heard } from './contact.ts'

export interface Scene {
  readonly bus: Bus
  readonly simulator: ModelSimulator
  readonly sessions: SessionStore
  readonly contact: (channel?: Channel) => Contact
}

/** Gives the file a running service; read it inside of tests. `extra` are settings beside those of the simulator. */
export function useScene(
  providers: readonly ('openai' | 'anthropic')[],
  extra: Record<string, string> = {},
): () => Scene {
  const servers = useServers()
  const running: RunningService[] = []
  let simulator: ModelSimulator | undefined
  let scene: Scene | undefined
  const told: StoredEvent[] = []
  // Of its own, so that a test can change a pack.
  const packs = mkdtempSync(join(tmpdir(), 'repartee-packs-'))
  cpSync(fileURLToPath(new URL('../../../packs/clinic', import.meta.url)), join(packs, 'clinic'), { recursive: true })
  beforeAll(async () => {
    simulator = await startModelSimulator({ seed: 7 })
    const of = Object.entries(simulator.settings).filter(([name]) =>
      providers.some((provider) => name.startsWith(provider.toUpperCase())),
    )
    const config = () => ({
      ...readConfig(settings, {
        NATS_URL: servers.natsUrl,
        REDIS_URL: servers.redisUrl,
        LOG_LEVEL: 'fatal',
        PACKS_DIR: packs,
        ...Object.fromEntries(of),
        ...extra,
      }),
      GENERATION_PORT: 0,
    })
    const calendarConfig = () => ({
      ...readConfig(calendarSettings, { NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal' }),
      BOOKING_PORT: 0,
    })
    const booking = await run({
      name: 'booking',
      config: calendarConfig,
      module: CalendarModule,
      handlesSignals: false,
    })
    running.push(booking)
    const service = await run({ name: 'generation', config, module: GenerationModule, handlesSignals: false })
    running.push(service)
    const bus = service.app.get(Bus)
    const sessions = new SessionStore(bus.kv(SESSIONS, sessionValue))
    bus.readAll({ onEvent: (event) => void told.push(event) })
    scene = { bus, simulator, sessions, contact: (channel = 'whatsapp') => new Contact(scene!, told, channel) }
  })
  afterAll(async () => {
    for (const service of running.toReversed()) await service.stop()
    await simulator?.stop()
    rmSync(packs, { recursive: true, force: true })
  })
  beforeEach(() => {
    simulator?.reset()
    calendar.asked = []
    calendar.bookings = []
  })
  return () => {
    if (scene === undefined) throw new Error('the service is not started yet: use it inside of a test')
    return scene
  }
}
