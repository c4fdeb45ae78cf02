import type { LanguageCode } from '@repartee/contracts'
import { languageOf, type Pack } from '../pack.ts'
import { compileMessage } from './compiled.ts'

export type MessageParameters = Readonly<Record<string, string | number>>

export interface Wording {
  /** Which of the variants: 0 for the first time that it is said, 1 for the second …; taken modulo their number. */
  variant?: number
  /** On the phone: `spoken.<key>` is said where the pack has it. */
  spoken?: boolean
}

function variantsOf(
  pack: Pick<Pack, 'name' | 'messages' | 'languages'>,
  language: LanguageCode,
  key: string,
  spoken: boolean,
) {
  const catalogue = pack.messages[language] ?? {}
  const variants = (spoken ? catalogue[`spoken.${key}`] : undefined) ?? catalogue[key]
  if (!variants)
    throw new Error(`the pack ${pack.name} has no message ${key} in ${language}: add it to messages/${language}.yaml`)
  return variants
}

/** Whether the pack can say it. */
export function hasMessage(pack: Pick<Pack, 'messages' | 'languages'>, language: LanguageCode, key: string): boolean {
  return pack.messages[languageOf(pack, language)]?.[key] !== undefined
}

/**
 * A message of the pack in the language (the pack's first, where it does not speak it). Throws when the key is unknown
 * or a parameter is missing, naming it.
 */
export function message(
  pack: Pick<Pack, 'name' | 'messages' | 'languages'>,
  wanted: LanguageCode,
  key: string,
  params: MessageParameters = {},
  wording: Wording = {},
): string {
  const language = languageOf(pack, wanted)
  const variants = variantsOf(pack, language, key, wording.spoken ?? false)
  const compiled = compileMessage(language, variants[(wording.variant ?? 0) % variants.length] ?? '')
  const missing = compiled.parameters.filter((name) => params[name] === undefined)
  if (missing.length > 0) {
    const given = Object.keys(params).join(', ') || 'nothing'
    throw new Error(`the message ${key} in ${language} needs ${missing.join(', ')}; given: ${given}`)
  }
  return compiled.format(params)
}
