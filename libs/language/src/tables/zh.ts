import { english } from './en.ts'
import type { LanguageTable } from './table.ts'

export const chinese: LanguageTable = { ...english, language: 'zh' }
