import type { OnOptions } from '@repartee/bus'

/**
 * While Postgres is away a handler throws RetryLaterError each second: that may go on for hours before it is a dead letter.
 * Nobody waits for a follow-up to be noted, so under load events come together.
 */
export const patient: OnOptions = { maxRedeliveries: 100_000, gatherMs: 200 }
