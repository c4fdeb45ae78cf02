import type { Language } from '../language.ts'
import { hasPhrase } from '../match/phrases.ts'
import { foldWords } from '../text/fold.ts'

/** Words that take the one thing that was proposed. */
const TAKES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    '(i ?ll|ill|i will|i would|i d|id|i want to|i am going to|im going to|lets|let s|we ll|well|i think i ?ll|i think ill) (just |definitely )?(take|choose|pick|go with|go for|go there|go to (this|that|the)|try|use|have|visit|see|consult|book) (it|this|that|them|him|her|there|the same|one|these|those)?',
    '(i|we) (do |really |would |also )?(like|love|prefer|choose|pick|want|accept|approve of) (it|this|that|them|him|her|the sound)( one)?',
    '(it|this|that|that one|this one|he|she|they)( one)? (will|would|should|ll|might|seems?|sounds?|looks?|is|feels?) (be |like |just |very |really |quite |pretty |so )?(fine|good|great|ok|okay|nice|perfect|alright|all right|lovely|ideal|excellent|wonderful|reasonable|convenient|do|work|suit|what i (need|want|am looking for|was looking for))',
    'thats? (is )?(exactly )?what i (need|want|am looking for|was looking for|wanted)',
    '(go|lets go|let s go) with (it|this|that|them|him|her)',
  ],
  es: [
    'me (lo |la )?(quedo|llevo)( con)?( est[ea]| es[ea])?',
    '(prefiero|elijo|escojo|quiero|tomo) (est[ea]|es[ea])',
    '(est[ea]|es[ea]|eso) (esta bien|me va bien|me viene bien|me gusta|me sirve)',
    'me (gusta|parece bien|parece perfecto)',
  ],
  ru: [
    '(беру|выбираю|возьму|выберу|хочу) (этот|эту|это|его|ее|этого|эту)',
    '(этот|эта|это|он|она) (подойдет|подходит|годится|устраивает|нравится)',
    'мне (нравится|подходит)',
  ],
  he: [
    'אני (לוקח|לוקחת|בוחר|בוחרת|רוצה) (את )?(זה|זאת|אותו|אותה)',
    '(זה|זאת) (מתאים|מתאימה|בסדר|נשמע טוב|מעולה)( לי)?',
    'מוצא חן בעיני',
  ],
  pt: [
    '(fico|vou|quero ficar) com (est[ea]|ess[ea]|el[ea])',
    '(prefiro|escolho|quero) (est[ea]|ess[ea])',
    '(est[ea]|ess[ea]|isso) (esta bem|serve|fica bem|parece bem|da-me jeito)',
    'gosto (dest[ea]|dess[ea]|disso)',
    'parece-?me bem',
  ],
  zh: ['就这个', '就要这个', '选这个', '要这个', '这个可以', '这个好'],
}

/** "I'll take it", "that one sounds good", "me quedo con esa": takes the one thing that was just proposed. */
export function takesProposal(text: string, language: Language): boolean {
  return hasPhrase(foldWords(text), TAKES[language])
}
