import type { BucketDeclaration, StreamDeclaration } from './kernel.ts'

const DUPLICATE_WINDOW_SECONDS = 120

/** Everything that happens in conversations, in order. */
export const CONVERSATION: StreamDeclaration = {
  name: 'CONVERSATION',
  storage: 'file',
  maxAgeHours: 72,
  duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS,
  description: 'messages, turns, replies, advice, follow-ups, bookings, sessions',
}

/** Messages that no handler could take, with the reason. Subject: `dead.<durable>.<tenant>.<session>`. */
export const DEAD: StreamDeclaration = {
  name: 'DEAD',
  storage: 'file',
  maxAgeHours: 24 * 30,
  duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS,
  description: 'dead letters: the message as it was, the reason, the handler, the trace',
}

export const streams = [CONVERSATION, DEAD] as const

const DAY_SECONDS = 24 * 3600

/** One value for each session; see `session.ts`. */
export const SESSIONS: BucketDeclaration = {
  name: 'SESSIONS',
  storage: 'file',
  ttlSeconds: 7 * DAY_SECONDS,
  description: 'the session: one value, five writes, by compare-and-set on the revision',
}

/** Where capture and the first pass of a turn meet. Key: the turn's id. */
export const JOINS: BucketDeclaration = {
  name: 'JOINS',
  storage: 'file',
  ttlSeconds: 3600,
  description: 'the half of a turn that came first, until the other half takes it up',
}

/** One mark for each intent to send. Key: the reply's id. */
export const SENDS: BucketDeclaration = {
  name: 'SENDS',
  storage: 'file',
  ttlSeconds: 7 * DAY_SECONDS,
  description: 'the mark of each send: created before, settled after',
}

/** Switches and shares that are turned while everything runs; see `flags.ts`. */
export const FLAGS: BucketDeclaration = {
  name: 'FLAGS',
  storage: 'file',
  ttlSeconds: 3650 * DAY_SECONDS,
  description: 'switches and shares, for all tenants or one',
}

/** What thumbs said of the tips that the pack gives; see the coach. */
export const TIPS: BucketDeclaration = {
  name: 'TIPS',
  storage: 'file',
  ttlSeconds: 365 * DAY_SECONDS,
  description: 'thumbs on the pack’s tips, by tenant, advice and language',
}

export const buckets = [SESSIONS, JOINS, SENDS, FLAGS, TIPS] as const
