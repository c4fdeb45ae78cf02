import { Bus } from '@repartee/bus'
import type { Channel } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import type { OpenTurn } from './answering/open-turn.ts'
import { opening } from './core/social.ts'
import { partText } from './core/words.ts'
import { Speech, type SpeechOptions } from './speech.ts'

/** Channels on which contacts see or hear a reply while it is made. */
const EARLY: ReadonlySet<Channel> = new Set(['phone', 'web'])

/** Checks that look at the whole reply: where a pack has one, contacts see nothing before it has passed. */
const LOOKS_AT_ALL = 'detector'

export function isSeenEarly(pack: Pick<Pack, 'replyChecks'>, channel: Channel): boolean {
  return EARLY.has(channel) && pack.replyChecks.every(({ kind }) => kind !== LOOKS_AT_ALL)
}

/** Begins the text of turns. */
export class Speaking {
  constructor(private readonly bus: Bus) {}

  begin({ context, turn }: OpenTurn, delivery: number, passes: SpeechOptions['passes']): Speech {
    const { channel } = turn.address
    return new Speech(this.bus, turn, context.detection.language.code, {
      isSeenEarly: isSeenEarly(context.pack, channel),
      opening: () =>
        opening(context)
          .map((part) => partText(context, part))
          .join(' '),
      passes,
      delivery,
    })
  }
}
