import type { Pack } from '@repartee/packs'
import type { Place } from './card.ts'

const MADRID = { timeZone: 'Europe/Madrid', region: 'ES' }
const NEW_YORK = { timeZone: 'America/New_York', region: 'US' }
const PLACES: Readonly<Record<string, Omit<Place, 'defaultLanguage'>>> = {
  hvac: NEW_YORK,
  sales: NEW_YORK,
  trading: NEW_YORK,
}

/** Where the business that a pack is for would be. */
export function placeOf({ name, languages: [language = 'en'] }: Pack): Place {
  return { ...(PLACES[name] ?? MADRID), defaultLanguage: language }
}
