import { searchKnowledge, triggeredIntents, type FoundPassage } from '@repartee/packs'
import type { Context } from './context.ts'
import type { Part } from './step.ts'
import { slotParameters } from './values.ts'

/** A thorough question gets more than one passage. */
const PASSAGES = { fast: 1, standard: 1, deep: 3 } as const

/** The passages of the pack's papers that answer what was asked; none where its intent is not answered out of them. */
export function passagesFor(context: Context): FoundPassage[] {
  const { pack, detection, turn } = context
  const intent = pack.intents.find(({ name }) => name === detection.intent.name)
  if (!intent?.knowledge) return []
  // "Explain" and "what is" are asked of everything.
  const asked = triggeredIntents(pack, turn.text)
    .filter(({ id }) => id === intent.name)
    .reduce((text, { quote }) => text.replace(quote, ' '), turn.text)
  return searchKnowledge(pack, detection.language.code, asked).slice(0, PASSAGES[intent.tier])
}

/** The passages, each with its source. */
export function knowledgeAnswer(context: Context): Part[] {
  return passagesFor(context).map(({ text, heading, title, file }) => ({
    key: 'knowledge.answer',
    params: { passage: text, heading, source: `${title}, ${file}.md` },
  }))
}

/** What an intent says where nothing else answers it. */
export function intentAnswer(context: Context): Part[] {
  const { pack, detection, turn, slots } = context
  const answer = pack.intents.find(({ name }) => name === detection.intent.name)?.answer
  if (answer === undefined) return []
  const names = pack.slots.map(({ name }) => name)
  const values = Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value]))
  const params = { business: turn.snapshot.settings.businessName, ...slotParameters(context, names, values) }
  return [{ key: answer, params }]
}
