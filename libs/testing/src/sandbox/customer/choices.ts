import { type JournalEntry, plainAddress } from '../journal.ts'
import type { Fields } from '../meta/fields.ts'
import { type Choice, choicesOf } from '../meta/interactive.ts'
import { Problem } from '../problem.ts'
import type { World } from '../world.ts'

/** The button or row that a contact means, looked up in what was last offered to that contact. */
export function offeredChoice(world: World, contact: string, wanted: string): { choice: Choice; offer: JournalEntry } {
  const offers = world.journal
    .conversation(contact)
    .filter((entry) => entry.direction === 'out' && choicesIn(entry).length > 0)
    .toReversed()
  for (const offer of offers) {
    const choice = choicesIn(offer).find(({ id, title }) => id === wanted || title === wanted)
    if (choice) return { choice, offer }
  }
  const titles = offers.flatMap(choicesIn).map(({ title }) => title)
  const offered = titles.length > 0 ? `there were: ${titles.join(', ')}` : 'nothing was offered yet'
  throw new Problem(409, `nobody offered "${wanted}" to ${plainAddress(contact)}; ${offered}`)
}

/** What can be tapped in a message of ours; empty when nothing can. */
export function choicesIn(entry: JournalEntry): Choice[] {
  if (entry.kind !== 'interactive') return []
  const interactive = (entry.body as Fields).interactive as Fields
  return interactive.type === 'cta_url' ? [] : choicesOf(interactive)
}
