import type { ConversationState, Detection, DialogueAct, LanguageCode, SlotValues } from '@repartee/contracts'
import { packPhrases, type Pack, type Situation } from '@repartee/packs'

/** What the rules of situations look at. */
export interface SituationQuestion {
  readonly pack: Pack
  readonly text: string
  readonly languages: readonly LanguageCode[]
  readonly intent: Detection['intent']['name']
  readonly acts: readonly DialogueAct[]
  /** The state before the turn. */
  readonly state: ConversationState
  readonly frustration: number
  readonly slots: SlotValues
}

/** The first situation of the pack whose conditions all hold. */
export function situationOf(question: SituationQuestion): string {
  const said = new Set(
    packPhrases(question.pack)
      .situations.match(question.text)
      .filter(({ language }) => question.languages.includes(language))
      .map(({ id }) => id),
  )
  return question.pack.situations.find((situation) => holds(situation, question, said))?.name ?? 'other'
}

function holds({ name, when }: Situation, question: SituationQuestion, said: ReadonlySet<string>): boolean {
  const { intent, acts, state, frustration, slots } = question
  return (
    (when.intents?.includes(intent) ?? true) &&
    (when.acts?.some((act) => acts.includes(act)) ?? true) &&
    (when.states?.includes(state) ?? true) &&
    (when.phrases === undefined || said.has(name)) &&
    (when.filled ?? []).every((slot) => slot in slots) &&
    !(when.missing ?? []).some((slot) => slot in slots) &&
    frustration >= (when.minFrustration ?? 0)
  )
}
