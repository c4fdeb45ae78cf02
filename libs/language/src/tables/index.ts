import type { Language } from '../language.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { hebrew } from './he.ts'
import { portuguese } from './pt.ts'
import { russian } from './ru.ts'
import type { LanguageTable } from './table.ts'
import { chinese } from './zh.ts'

const TABLES: Readonly<Record<Language, LanguageTable>> = {
  en: english,
  es: spanish,
  ru: russian,
  he: hebrew,
  pt: portuguese,
  zh: chinese,
}

/** The table of a language. */
export function tableOf(language: Language): LanguageTable {
  return TABLES[language]
}
