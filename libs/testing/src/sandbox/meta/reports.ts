import { type MetaStatusName, metaStatus } from '../../drivers/metaStatuses.ts'
import type { Fault } from '../faults.ts'
import type { JournalEntry } from '../journal.ts'
import type { World } from '../world.ts'
import { graphTitle } from './graphError.ts'
import type { Outgoing } from './outgoing.ts'

/** After a send: posts its statuses to the gateway, in the order and with the delay of the settings or the fault. */
export function reportStatuses(world: World, entry: JournalEntry, outgoing: Outgoing, fault: Fault | undefined): void {
  const { delayMs } = world.settings.statuses
  const deliveries = orderOf(world, fault).map((status) => async () => {
    const answer = await world.gateway.meta(
      metaStatus({
        id: entry.id,
        status,
        phoneNumberId: entry.from,
        callbackData: outgoing.callbackData,
        ...(outgoing.isUserId ? { userId: outgoing.to } : { to: outgoing.to }),
        ...(status === 'failed' && { error: failure(fault?.failWith ?? 131026) }),
      }),
    )
    if (answer.status < 500) world.journal.setStatus(entry, status)
    return answer
  })
  world.gateway.later(delayMs, deliveries)
}

function orderOf(world: World, fault: Fault | undefined): MetaStatusName[] {
  if (fault?.statuses) return fault.statuses
  if (fault?.failWith !== undefined) return ['failed']
  return world.settings.statuses.order
}

function failure(code: number): { code: number; title: string; details: string } {
  const details =
    code === 131047
      ? 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.'
      : graphTitle(code)
  return { code, title: graphTitle(code), details }
}
