import { outgoing, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'

export const TENANT = 'demo-clinic'

/** A small event to play with; `by` carries what a test wants to see again. */
export function released(by: string, session: string = randomUUID()): Outgoing<typeof sessionReleased> {
  return outgoing(sessionReleased, { tenant: TENANT, session, by, at: new Date().toISOString() })
}

export function takenOver(by: string, session: string): Outgoing<typeof sessionTakenOver> {
  return outgoing(sessionTakenOver, { tenant: TENANT, session, by, how: 'console', at: new Date().toISOString() })
}
