/** Who writes to the outbox; each has a relay and an order of its own. */
export const sources = ['booking', 'followup', 'spool'] as const
export type Source = (typeof sources)[number]

/** The channel of NOTIFY on which a source says that it has written, or that it is empty again. */
export function channelOf(source: Source): string {
  return `outbox_${source}`
}
