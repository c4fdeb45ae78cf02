import { isStart, isStop, normalize } from '@repartee/language'
import type { Pack } from '../pack.ts'
import type { Phrases } from '../schema/text.ts'

const normalized = new WeakMap<Phrases, ReadonlySet<string>>()

function holds(phrases: Phrases, said: string): boolean {
  let known = normalized.get(phrases)
  if (!known) {
    known = new Set(Object.values(phrases).flatMap((list) => (list ?? []).map(normalize)))
    normalized.set(phrases, known)
  }
  return known.has(said)
}

/**
 * Whether the whole message ends all messages (`stop`) or takes that back (`start`), by the words that every business
 * honours and those of the pack, in all its languages. Words such as CANCEL count only while no question or task of
 * ours is open.
 */
export function optOutWord(
  pack: Pick<Pack, 'optOut'>,
  text: string,
  { isTaskOpen }: { isTaskOpen: boolean },
): 'stop' | 'start' | null {
  const said = normalize(text)
  if (said === '') return null
  const standard = isStop(text)
  if (standard === 'always' || holds(pack.optOut.stop, said)) return 'stop'
  if (!isTaskOpen && (standard === 'when_idle' || holds(pack.optOut.stopWhenIdle, said))) return 'stop'
  return isStart(text) || holds(pack.optOut.start, said) ? 'start' : null
}
