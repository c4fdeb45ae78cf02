import type { Pack } from '@repartee/packs'
import type { Figure } from '../../bench/figures.ts'
import { atLeast, Share } from '../figure.ts'
import { playCard } from '../play/card.ts'
import { playConfusion } from '../play/confusion.ts'
import { confusions } from '../play/confusions.ts'
import { placeOf } from '../play/places.ts'

/** Told for each conversation that did not go as it should, with what was said. */
export type TellPlayed = (name: string, wrong: readonly string[]) => void

/** Conversations whose contact changes the topic, corrects, refuses and comes back: none drags in what is not meant. */
export function confusionFigures(packs: ReadonlyMap<string, Pack>, tell: TellPlayed): Figure[] {
  const share = new Share()
  for (const each of confusions) {
    const pack = packs.get(each.pack)
    const wrong = pack ? playConfusion(each, pack) : [`there is no pack ${each.pack}`]
    share.count(wrong.length === 0)
    if (wrong.length > 0) tell(each.name, wrong)
  }
  return [atLeast('confusion: dialogues as they should', share.share, 1, `${share.all} dialogues`)]
}

/** Scenario cards by rules, in process. */
export function cardFigures(packs: readonly Pack[], tell: TellPlayed): Figure[] {
  return packs.map((pack) => {
    const share = new Share()
    for (const card of pack.scenarios) {
      const { wrong, transcript } = playCard(card, pack, placeOf(pack))
      share.count(wrong.length === 0)
      if (wrong.length > 0) tell(`${pack.name} ${card.name}`, [...wrong, ...transcript])
    }
    return atLeast(`cards ${pack.name}: as they say`, share.share, 1, `${share.all} cards`)
  })
}
