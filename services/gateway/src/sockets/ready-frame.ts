import type { ControlFrame } from '@repartee/contracts'
import type { Who } from '../api/doorkeeper.ts'
import type { SessionClaims } from '../api/session-token.ts'

/** What a client hears who has said who it is. */
export function readyFrame({ role, claims }: Who, cursor: number | null): ControlFrame {
  return {
    type: 'ready',
    role,
    tenant: claims?.tenant ?? null,
    session: claims?.session ?? null,
    cursor,
    expiresAt: claims ? expiryOf(claims) : null,
  }
}

export function expiryOf({ expires }: SessionClaims): string {
  return new Date(expires * 1000).toISOString()
}
