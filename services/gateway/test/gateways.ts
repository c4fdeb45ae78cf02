import { Bus, type StoredEvent } from '@repartee/bus'
import { type AnyEvent, type Payload, turnReceived } from '@repartee/contracts'
import { migrate, run, type RunningService } from '@repartee/service'
import type { Servers } from '@repartee/testing'
import { fileURLToPath } from 'node:url'
import { settings } from '../src/config.ts'
import { seed } from '../src/seed.ts'
import { gateway } from '../src/service.ts'

export const APP_SECRET = 'the-app-secret-of-tests'
export const AUTH_TOKEN = 'the-auth-token-of-tests'
export const VERIFY_TOKEN = 'the-verify-token-of-tests'
export const PUBLIC_URL = 'https://gateway.example.test'

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tables and the demo tenant. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await migrate({
    databaseUrl,
    folders: ['../../../libs/service/sql', '../../../libs/outbox/sql', '../sql', '../../../libs/tenants/sql'].map(
      folderOf,
    ),
  })
  await seed(databaseUrl)
}

/** One gateway on a free port. */
export async function startGateway(servers: Servers, changes: Record<string, string> = {}): Promise<RunningService> {
  const config = settings.parse({
    NATS_URL: servers.natsUrl,
    REDIS_URL: servers.redisUrl,
    DATABASE_URL: servers.databaseUrl,
    GATEWAY_PORT: '0',
    LOG_LEVEL: 'fatal',
    PUBLIC_URL,
    META_APP_SECRET: APP_SECRET,
    META_VERIFY_TOKEN: VERIFY_TOKEN,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
    DEBOUNCE_MS: '0',
    ...changes,
  })
  return run({ ...gateway, config: () => config, handlesSignals: false })
}

/** Everything that stands in the stream, read from its start on. */
export class Stream {
  readonly all: StoredEvent[] = []

  constructor(service: RunningService) {
    service.app.get(Bus).readAll({ startSequence: 1, onEvent: (event) => this.all.push(event) })
  }

  /** The payloads of one event, in order. */
  of<E extends AnyEvent>(contract: E): Payload<E>[] {
    return this.all.filter((event) => event.is(contract)).map((event) => event.data() as Payload<E>)
  }

  /** The turns that hold a message with these words. */
  turnsWith(text: string): Payload<typeof turnReceived>[] {
    return this.of(turnReceived).filter((turn) => turn.messages.some((message) => message.text === text))
  }
}
