import type { liveReply, Payload } from '@repartee/contracts'

/** A frame of a reply as it streams. */
export interface LiveDelta {
  readonly type: 'live.reply'
  readonly session: string
  readonly data: Payload<typeof liveReply>
}

/** Puts a frame behind those that wait: a delta that goes on where the last one ended becomes one with it. */
export function mergeDeltas(waiting: readonly LiveDelta[], next: LiveDelta): LiveDelta[] {
  const last = waiting.at(-1)
  if (last === undefined || !isContinued(last.data, next.data)) return [...waiting, next]
  const { text } = last.data
  return [...waiting.slice(0, -1), { ...next, data: { ...next.data, text: text + next.data.text } }]
}

function isContinued(before: LiveDelta['data'], after: LiveDelta['data']): boolean {
  return (
    before.type === 'delta' &&
    after.type === 'delta' &&
    before.turn === after.turn &&
    before.attempt === after.attempt &&
    after.seq > before.seq
  )
}
