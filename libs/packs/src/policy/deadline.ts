import type { Channel } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import { triggeredIntents } from '../phrases/intents.ts'

/**
 * How long a turn may take, in milliseconds from its opening. What evidently asks for a deep dive (an intent of tier
 * `deep`, by its triggers) gets the longer time that the pack gives it; never on the phone, where nobody waits.
 */
export function turnDeadlineMs(pack: Pack, { channel, text }: { channel: Channel; text: string }): number {
  const { chatMs, phoneMs, deepMs } = pack.deadlines
  if (channel === 'phone') return phoneMs
  const deep = pack.intents.filter(({ tier }) => tier === 'deep').map(({ name }) => name)
  if (deep.length === 0) return chatMs
  const [best] = triggeredIntents(pack, text)
  return best !== undefined && deep.includes(best.id) ? Math.max(chatMs, deepMs) : chatMs
}
