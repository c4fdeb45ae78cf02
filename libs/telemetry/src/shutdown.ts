/** The symbol under which the preload leaves its shutdown; it and the services may load two copies of this package. */
const SHUTDOWN = Symbol.for('repartee.telemetry.shutdown')

type Holder = typeof globalThis & { [SHUTDOWN]?: () => Promise<void> }

/** Sends all spans that wait for export and stops the exporter. Without the preload there is nothing to do. */
export async function shutdownTelemetry(): Promise<void> {
  await (globalThis as Holder)[SHUTDOWN]?.()
}

/** Called once by the preload. */
export function onShutdownTelemetry(shutdown: () => Promise<void>): void {
  ;(globalThis as Holder)[SHUTDOWN] = shutdown
}
