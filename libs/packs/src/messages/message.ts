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

const LEFT_TO_RIGHT = /^\s*\+|\p{Script=Latin}/u

/** Latin names and phone numbers keep their own direction inside Hebrew: first-strong isolate (UAX #9), pop. */
function isolateLeftToRight(params: MessageParameters): MessageParameters {
  const isolate = (value: string | number) =>
    typeof value === 'string' && LEFT_TO_RIGHT.test(value) && !value.includes('\n') ? `\u2068${value}\u2069` : value
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isolate(value)]))
}

function capitalize(text: string, language: LanguageCode): string {
  const first = text.match(/^\P{M}\p{M}*/u)?.[0] ?? ''
  return first.toLocaleUpperCase(language) + text.slice(first.length)
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
  const text = compiled.format(language === 'he' && !wording.spoken ? isolateLeftToRight(params) : params)
  return compiled.opensWithParameter ? capitalize(text, language) : text
}
