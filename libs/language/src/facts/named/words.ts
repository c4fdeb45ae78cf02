import type { Language } from '../../language.ts'
import { tableOf } from '../../tables/index.ts'
import { foldText } from '../../text/fold.ts'

const setOf = (words: string) => new Set(words.split(/\s+/u))

export const ARTICLES = setOf('the a an el la los las o a os as um uma un una')
export const PRONOUNS = setOf("i i'm i'd i'll i've i’m i’d i’ll i’ve")
/** May stand inside of a name. */
export const LINKS = setOf('of the and & - – / + de la las los del da do das dos di el y e for by')
/** Stands after a comma and still belongs to the name before it. */
export const SUFFIX =
  /^(?:m\.?d|d\.?d\.?s|d\.?m\.?d|d\.?o|ph\.?d|mph|mms|facog|facs|rn|np|pa|jr|sr|ii|iii|iv|inc|llc|ltd)[.,]*$/iu
/** A title that is part of the name. */
export const TITLE = /^(?:dr|dra|prof|mr|mrs|ms|д-р|ד[״"]ר)\.?$/iu

/** What people are: a name may follow ("the dentist Ana Ruiz"), and none is made of them alone. */
export const PEOPLE = setOf(
  `doctor doctors dentist dentists physician physicians stylist stylists hairdresser hairdressers hairstylist barber
  barbers specialist specialists practitioner practitioners therapist surgeon doctora doctores dentista dentistas
  medico medica medicos peluquero peluquera especialista доктор врач стоматолог мастер специалист cabeleireiro
  cabeleireira doutor doutora`,
)
/** What places are, as the last word of a name as often as beside one. */
export const PLACES = setOf(
  `salon salons clinic clinics office offices shop barbershop lab labs laboratory studio center centre hospital care
  practice group spa dental place institute clinica consulta consultorio centro salon peluqueria hospital laboratorio
  клиника салон центр больница кабинет salao`,
)
/** With one of these before it, a place in lower case is still the name's: "Rutherford Dental lab". */
export const OF_PLACES = setOf(
  `dental barber hair beauty medical health healthcare eye skin nail nails family cosmetic community care wellness
  surgery surgical pediatric orthodontic vision laser cuts`,
)

/** Ends with words after which a place stands. */
export const PLACE_BEFORE: Readonly<Record<Language, RegExp>> = {
  en: /(?:^|\s)(?:in|near|around|within|close to|closer to)$/iu,
  es: /(?:^|\s)(?:en|cerca de|por)$/iu,
  ru: /(?:^|\s)(?:в|во|около|возле|рядом с)$/iu,
  he: /(?:^|\s)(?:ליד|באזור)$/u,
  pt: /(?:^|\s)(?:em|no|na|perto de)$/iu,
  zh: /(?:在|附近)$/u,
}

export const COURTESY = setOf('please thanks thank por favor por favor. пожалуйста בבקשה')

const MORE_COMMON: Readonly<Partial<Record<Language, string>>> = {
  en: `find look search looking searching try check how about somewhere someone something some any anywhere anyone one ones
    let lets it's its id i'd ill i'll im i'm ive see go make set located based area city town instead yeah yep nope oh
    that's thats which who whose whom where prefer rather maybe perhaps actually also because may might must shall should
    could would will up around near within by closer close there their them his her our us and with be been being do
    schedule appointment give get tell show recommend suggest place named called however then else since while
    during until before after alright absolutely exactly certainly definitely good great nice excellent awesome lovely
    wonderful cool using use into than these those such both each every other more most much many only same sorry
    good-bye much change visiting seeing booking consulting choosing scheduling meeting reserve fix arrange visit want need i don't dont doesn't doesnt can't cant won't
    won't it works seems is isn't isnt are was were whatever whenever anything everything nothing if but so no yes few person advance
    general particular total mind fact cash case order hurry touch nearby downtown english spanish short long`,
  es: 'busco busca buscar en cerca de por para quiero necesito algo alguien uno una el la los las y que si no favor gracias',
  pt: 'procuro em perto de por para quero preciso algo alguem um uma o a os as e que se nao favor obrigado obrigada',
  ru: 'ищу найдите в на около возле рядом с со хочу нужен нужна нужно пожалуйста спасибо и или где',
}

const known = new Map<Language, ReadonlySet<string>>()

/** A word as it is looked up. */
export const plain = (word: string) => foldText(word).replaceAll(/['’׳״]/gu, '')

/** Words that no name begins with, nor consists of. */
export function commonWords(language: Language): ReadonlySet<string> {
  let words = known.get(language)
  if (!words) {
    const own = (MORE_COMMON[language] ?? '').split(/\s+/u)
    words = new Set([...tableOf(language).phrases.notNames, ...own].map(plain))
    known.set(language, words)
  }
  return words
}
