import type { Choice } from '@repartee/contracts'
import { message } from '@repartee/packs'
import type { Speaker } from './context.ts'
import { choiceId } from './offers.ts'

/** A button of the pack that fills these slots or answers when it is tapped. */
export function button(speaker: Speaker, key: string, slots: Readonly<Record<string, string>>): Choice {
  return { id: choiceId(slots), title: message(speaker.pack, speaker.detection.language.code, key) }
}

/** Yes and no; the no may carry other words, such as "Another time". */
export function yesNoChoices(speaker: Speaker, no = 'button.no', yes = 'button.yes'): Choice[] {
  return [button(speaker, yes, { answer: 'yes' }), button(speaker, no, { answer: 'no' })]
}
