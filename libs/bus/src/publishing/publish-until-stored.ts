import { setTimeout as delay } from 'node:timers/promises'
import type { BusConnection } from '../connection/connection.ts'
import { BusUnavailableError } from '../errors.ts'
import { store } from './publish.ts'
import type { Packed } from './publish.ts'

const ATTEMPT_MS = 5000
const PAUSE_MS = 500

/**
 * Publishes until the broker has stored all, however long NATS is away or full: the ids are derived, so nothing is stored twice.
 * Rejects when `signal` is aborted, or when NATS will never take it.
 */
export async function publishUntilStored(
  connection: BusConnection,
  packed: readonly Packed[],
  signal?: AbortSignal,
): Promise<void> {
  if (packed.length === 1) return storeOne(connection, packed[0]!, signal)
  await Promise.all(packed.map((one) => storeOne(connection, one, signal)))
}

async function storeOne(connection: BusConnection, packed: Packed, signal?: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await store(connection, packed, { timeoutMs: ATTEMPT_MS, signal })
      return
    } catch (error) {
      if (signal?.aborted || connection.isClosing || !(error instanceof BusUnavailableError)) throw error
      connection.logger.warn({ event: packed.name, err: error }, 'not stored yet; trying again')
      await delay(PAUSE_MS, undefined, { signal })
    }
  }
}
