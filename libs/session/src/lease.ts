import type { SessionValue } from '@repartee/contracts'

export type LeaseChange =
  | { kind: 'take_over'; by: string; now: string }
  | { kind: 'release'; by: string; now: string }
  | { kind: 'opt_out'; now: string }
  | { kind: 'opt_in'; now: string }

export type LeaseDecision =
  | { do: 'change'; session: SessionValue }
  /** It is so already. */
  | { do: 'nothing' }
  /** Another human was first. */
  | { do: 'refuse'; heldBy: string }

/** Changes who may speak in a session: takeover and release by a human, opt-out and opt-in by the contact. */
export function changeLease(session: SessionValue, change: LeaseChange): LeaseDecision {
  const { lease } = session
  switch (change.kind) {
    case 'take_over':
      if (lease.holder === 'human') {
        return lease.by === change.by ? { do: 'nothing' } : { do: 'refuse', heldBy: lease.by ?? 'another agent' }
      }
      return { do: 'change', session: { ...session, lease: { holder: 'human', by: change.by, since: change.now } } }
    case 'release':
      if (lease.holder !== 'human') return { do: 'nothing' }
      return { do: 'change', session: { ...session, lease: { holder: 'ai', by: null, since: change.now } } }
    case 'opt_out':
      return session.optedOut ? { do: 'nothing' } : { do: 'change', session: { ...session, optedOut: true } }
    case 'opt_in':
      return session.optedOut ? { do: 'change', session: { ...session, optedOut: false } } : { do: 'nothing' }
  }
}
