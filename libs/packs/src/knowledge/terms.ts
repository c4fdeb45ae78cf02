import { placedWords } from '../phrases/words.ts'

/** Words that ask and join, and tell nothing of what is asked. */
const EMPTY_WORDS = new Set(
  `a an the is are was were be been am do does did can could should would will shall may might must i me my we us our you your
  he she it its they them this that these those there here what whats which who whom whose when where why how if of in on at to
  from for with by about into as and or not no than then so but tell explain say mean means give know want need like please
  show shows difference differences work works thing something anything one some any much many more most very just only also
  el la los las un una unos unas de del en a al y o que qué cuál cuáles cómo como cuándo dónde por para con es son está están ser
  mi tu su se lo le me te nos puede puedo hay sobre si no más
  o os as um uma do da dos das em no na nos nas e ou que qual quais como quando onde por para com é são está ser meu seu se
  и в во на с со по к ко у о об из за для что как какой какая какие когда где почему это ли не а но или мне вы мы он она они`
    .split(/\s+/u)
    .filter(Boolean),
)

/** Longer words count by their beginning, so that endings do not matter. */
const STEM_LETTERS = 6
const HAN = /^\p{Script=Han}$/u

/** "stops" is "stop", "losses" is "loss", "volatility" and "volatile" are "volati". */
function stemOf(word: string): string {
  const single =
    word.length > 4 ? word.replace(/(?<=ss|sh|ch|x)es$|(?<!s|u|i)s$/u, '') : word.replace(/(?<=\p{L}{3})s$/u, '')
  return single.slice(0, STEM_LETTERS)
}

/** What a text is searched by: its telling words without their endings; pairs of neighbouring characters in Chinese. */
export function termsOf(text: string): string[] {
  const words = placedWords(text)
  return words.flatMap(({ text: word, end }, at) => {
    if (EMPTY_WORDS.has(word)) return []
    if (!HAN.test(word)) return [stemOf(word)]
    const next = words[at + 1]
    return next !== undefined && next.start === end && HAN.test(next.text) ? [word + next.text] : []
  })
}
