/** The languages that people are answered in. */
export const LANGUAGES = ['en', 'es', 'ru', 'he', 'pt', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

/** Whether a text is one of the language tags that this library knows. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text)
}

const names = new Intl.DisplayNames(['en'], { type: 'language' })

/** What a language is called in English, for models and for people of the business: `pt` is Portuguese. */
export function languageName(language: Language): string {
  return names.of(language) ?? language
}
