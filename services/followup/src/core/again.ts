/** What of a follow-up says whether an occurrence may be armed again. Instants are milliseconds since the epoch. */
export interface Fired {
  readonly status: 'pending' | 'fired' | 'cancelled'
  readonly dueAt: number | null
  readonly later: readonly number[]
  readonly uselessAfter: number | null
  readonly firedOccurrence: number
  readonly rearmedOccurrence: number
}

export type AgainDecision =
  | { readonly do: 'arm_again'; readonly dueAt: number; readonly later: readonly number[] }
  | { readonly do: 'nothing'; readonly why: string }

const nothing = (why: string): AgainDecision => ({ do: 'nothing', why })

/** The occurrence with this number did not leave: shall another take its place at `at`? Once for each occurrence. */
export function armAgain(item: Fired, number: number, at: number): AgainDecision {
  if (item.status === 'cancelled') return nothing('it was cancelled')
  if (number !== item.firedOccurrence) return nothing('a later occurrence has fired')
  if (number <= item.rearmedOccurrence) return nothing('it was armed again before')
  if (item.uselessAfter !== null && at >= item.uselessAfter) return nothing('nobody would want to be told then')
  if (item.dueAt !== null && at >= item.dueAt) return nothing('the next occurrence comes first')
  return { do: 'arm_again', dueAt: at, later: item.dueAt === null ? item.later : [item.dueAt, ...item.later] }
}
