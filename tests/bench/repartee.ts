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
