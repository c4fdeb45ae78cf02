import { type AnyEvent, type Outgoing, events } from '@repartee/contracts'
import { z } from 'zod'

/** An event as it stands in the table. `id` is a bigint in decimal digits. */
export interface Row {
  readonly id: string
  readonly message_id: string
  readonly contract: string
  readonly version: number
  readonly payload: unknown
  readonly traceparent: string | null
}

const contracts = new Map<string, AnyEvent>(events.map((event) => [`${event.name} v${event.version}`, event]))

/** The event of a row, checked against its contract of today; `unreadable` says why it cannot be read. */
export function readRow(row: Row): { outgoing: Outgoing } | { unreadable: string } {
  const name = `${row.contract} v${row.version}`
  const event = contracts.get(name)
  if (!event) return { unreadable: `there is no contract ${name}` }
  const checked = event.payload.safeParse(row.payload)
  if (!checked.success) return { unreadable: `the payload is no ${name}: ${z.prettifyError(checked.error)}` }
  return { outgoing: { event, data: checked.data as Outgoing['data'] } }
}
