import { WiringError } from '../errors.ts'

const OLDEST = [2, 10] as const

/** Throws WiringError when the server is too old or has no JetStream. */
export function checkServer(server: { version: string; jetstream?: boolean } | undefined, address: string): void {
  const version = server?.version ?? '0.0.0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new WiringError(
      `NATS at ${address} is version ${version}; ${OLDEST.join('.')} or newer is needed: upgrade it, or set NATS_URL to another`,
    )
  }
  if (!server?.jetstream) {
    throw new WiringError(
      `NATS at ${address} runs without JetStream: add a jetstream block to its configuration, or start it with -js`,
    )
  }
}
