import { english } from './en.ts'
import type { LanguageTable } from './table.ts'

export const russian: LanguageTable = { ...english, language: 'ru' }
