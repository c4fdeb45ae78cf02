import type { LanguageCode } from '@repartee/contracts'
import type { Passage } from './knowledge/passages.ts'
import type { GoldenLine, Scenario } from './schema/examples.ts'
import type { PackDeclaration } from './schema/pack.ts'

/** The variants of each message of one language, by key. */
export type Catalogue = Readonly<Record<string, readonly string[]>>

/** A pack as the services use it: checked whole, never changed. */
export interface Pack extends PackDeclaration {
  /** Hash of everything that was read; another content is another version. */
  readonly version: string
  readonly folder: string
  readonly messages: Readonly<Partial<Record<LanguageCode, Catalogue>>>
  /** prompts/<name>.md by name. */
  readonly prompts: Readonly<Record<string, string>>
  /** The passages of knowledge/<language>/*.md. */
  readonly knowledge: readonly Passage[]
  readonly golden: readonly GoldenLine[]
  readonly scenarios: readonly Scenario[]
}

/** The first of the wanted languages that the pack speaks, else the pack's first language. */
export function languageOf(
  pack: Pick<Pack, 'languages'>,
  ...wanted: (LanguageCode | null | undefined)[]
): LanguageCode {
  for (const language of wanted) if (language && pack.languages.includes(language)) return language
  return pack.languages[0] ?? 'en'
}
