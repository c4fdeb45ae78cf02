import type { BusConnection } from '../connection/connection.ts'
import { WiringError } from '../errors.ts'

const OLDEST = [2, 10] as const

/** Throws WiringError when the server is too old or has no JetStream. */
export function checkServer(connection: BusConnection): void {
  const info = connection.nats.info
  const version = info?.version ?? '0.0.0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new WiringError(
      `NATS at ${connection.address} is version ${version}; ${OLDEST.join('.')} or newer is needed: upgrade it, or set NATS_URL to another`,
    )
  }
  if (!info?.jetstream) {
    throw new WiringError(
      `NATS at ${connection.address} runs without JetStream: add a jetstream block to its configuration, or start it with -js`,
    )
  }
}
