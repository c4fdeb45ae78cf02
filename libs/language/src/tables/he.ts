import { english } from './en.ts'
import type { LanguageTable } from './table.ts'

export const hebrew: LanguageTable = { ...english, language: 'he' }
