import { english } from './en.ts'
import type { LanguageTable } from './table.ts'

export const spanish: LanguageTable = { ...english, language: 'es' }
