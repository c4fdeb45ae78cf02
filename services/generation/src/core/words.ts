import { message } from '@repartee/packs'
import type { Context } from './context.ts'
import type { Part, Plan } from './step.ts'

/** The words of a plan in the language of the turn. On the phone what can be chosen is said too. */
export function wordsOf(context: Pick<Context, 'pack' | 'detection' | 'turn'>, plan: Plan): string {
  const spoken = context.turn.address.channel === 'phone'
  const words = plan.parts.map((part) => textOf(context, part, spoken)).filter((text) => text !== '')
  const isList = plan.pending?.kind.startsWith('choose_') ?? false
  if (spoken && isList && plan.choices.length > 0) words.push(`${plan.choices.map(({ title }) => title).join('; ')}.`)
  return words.join(spoken ? ' ' : '\n')
}

/** The words of one part as they are read. */
export const partText = (context: Pick<Context, 'pack' | 'detection'>, part: Part): string =>
  textOf(context, part, false)

function textOf({ pack, detection }: Pick<Context, 'pack' | 'detection'>, part: Part, spoken: boolean): string {
  if ('text' in part) return part.text
  return message(pack, detection.language.code, part.key, part.params, { spoken, variant: part.variant ?? 0 })
}
