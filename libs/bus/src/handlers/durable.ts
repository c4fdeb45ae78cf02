import type { AnyEvent, ServiceName } from '@repartee/contracts'

/** The durable of a handler: `<service>_<event name with dashes>_v<version>[_<name>]`, such as `capture_turn-received_v1`. */
export function durableName(service: ServiceName, contract: AnyEvent, name?: string): string {
  const stem = `${service}_${contract.name.replaceAll('.', '-')}_v${contract.version}`
  return name ? `${stem}_${name}` : stem
}
