import { english } from './en.ts'
import type { LanguageTable } from './table.ts'

export const portuguese: LanguageTable = { ...english, language: 'pt' }
