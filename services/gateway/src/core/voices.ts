import type { LanguageCode } from '@repartee/contracts'

interface Voice {
  /** For recognition and speech, BCP 47. */
  readonly locale: string
  /** Of Twilio's `<Say>` (www.twilio.com/docs/voice/twiml/say/text-speech). */
  readonly voice: string
}

const voices: Readonly<Record<LanguageCode, Voice>> = {
  en: { locale: 'en-US', voice: 'Polly.Joanna-Neural' },
  es: { locale: 'es-ES', voice: 'Polly.Lucia-Neural' },
  ru: { locale: 'ru-RU', voice: 'Polly.Tatyana' },
  he: { locale: 'he-IL', voice: 'Google.he-IL-Standard-A' },
  pt: { locale: 'pt-PT', voice: 'Polly.Ines-Neural' },
  zh: { locale: 'cmn-CN', voice: 'Polly.Zhiyu-Neural' },
}

/** Where a language is spoken in another way than by default. */
const regional: Readonly<Record<string, Voice>> = {
  'en-GB': { locale: 'en-GB', voice: 'Polly.Amy-Neural' },
  'es-MX': { locale: 'es-MX', voice: 'Polly.Mia-Neural' },
  'es-US': { locale: 'es-US', voice: 'Polly.Lupe-Neural' },
  'pt-BR': { locale: 'pt-BR', voice: 'Polly.Camila-Neural' },
}

/** How a language is heard and spoken on the phone in a country. */
export function voiceOf(language: LanguageCode, region: string): Voice {
  return regional[`${language}-${region}`] ?? voices[language]
}
