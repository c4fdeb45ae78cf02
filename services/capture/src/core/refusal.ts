import { packPhrases } from '@repartee/packs'
import { NOTHING, slotOf, type Findings, type Heard } from './heard.ts'

/** "I don't need the cleaning": a service or a person that is refused is not wanted any more. */
export function readRefusal(heard: Heard): Findings {
  const { refusal, known, pack } = heard
  if (!refusal || refusal.of === '') return NOTHING
  const { services, resources } = packPhrases(pack)
  const refused = [
    { slot: slotOf(heard, 'service')?.name, matches: services.match(refusal.of) },
    { slot: slotOf(heard, 'person')?.name, matches: resources.match(refusal.of) },
  ]
  const dropped = refused.flatMap(({ slot, matches }) => {
    const value = slot === undefined ? undefined : known[slot]?.value
    return slot !== undefined && matches.some(({ id }) => id === value) ? [slot] : []
  })
  return { found: [], dropped, problems: [] }
}
