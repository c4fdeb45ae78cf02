/** The languages that people are answered in. */
export const LANGUAGES = ['en', 'es', 'ru', 'he', 'pt', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

/** Whether a text is one of the language tags that this library knows. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text)
}
