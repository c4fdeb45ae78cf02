import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { CONVERSATION } from '@repartee/contracts'
import { startSystem, type RunningSystem } from '@repartee/testing'
import type { Target } from './load.ts'
import { Sink } from './sink.ts'

export interface Repartee extends Target {
  readonly system: RunningSystem
  stop(): Promise<void>
}

/** Our system, each service a process of its own, answering into a sink; spans are made but go nowhere. */
export async function startRepartee(settings: Record<string, string> = {}, isSplit = true): Promise<Repartee> {
  const sink = await Sink.open()
  const system = await startSystem({
    isSplit,
    settings: {
      DEBOUNCE_MS: '0',
      META_GRAPH_URL: `${sink.url}/v23.0`,
      META_ACCESS_TOKEN: 'token-of-the-benchmark',
      OTEL_TRACES_EXPORTER: 'none',
      ...settings,
    },
  })
  return {
    system,
    sink,
    url: system.gatewayUrl,
    appSecret: system.environment['META_APP_SECRET'] ?? '',
    async stop() {
      await system.stop()
      await sink.close()
    },
  }
}

/** A subject that nobody publishes on. */
const NOTHING = 'message.received.v1.nobody.nothing'

/** For what the gateway does alone: the other services are stopped, and its own consumers get a filter that nothing passes. */
export async function leaveGatewayAlone({ system }: Repartee): Promise<void> {
  const others = Object.entries(system.programs).filter(([name]) => name !== 'gateway' && name !== 'sandbox')
  await Promise.all(others.map(([, program]) => program.stop(10_000)))
  const nats = await connect({ servers: String(system.servers.natsUrl) })
  const { consumers } = await jetstreamManager(nats)
  for await (const { name, config } of consumers.list(CONVERSATION.name)) {
    if (config.durable_name === undefined) continue
    await consumers.update(CONVERSATION.name, name, { filter_subjects: undefined, filter_subject: NOTHING })
  }
  await nats.close()
}
