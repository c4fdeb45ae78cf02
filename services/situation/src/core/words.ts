import { PhraseTable, type Phrases } from '@repartee/packs'

/** Words that mean the same in every pack. `запис*` takes any ending. */
const phrases = {
  /** It cannot wait. */
  urgent: {
    en: [
      'urgent*',
      'asap',
      'as soon as possible',
      'right now',
      'right away',
      'immediately',
      'emergency',
      'cant wait',
      'cannot wait',
      'today if possible',
      'unbearable',
    ],
    es: [
      'urgen*',
      'cuanto antes',
      'lo antes posible',
      'ahora mismo',
      'ya mismo',
      'de inmediato',
      'inmediatamente',
      'emergencia',
      'no puedo esperar',
      'insoportable',
    ],
    ru: [
      'срочн*',
      'как можно скорее',
      'как можно быстрее',
      'прямо сейчас',
      'немедленно',
      'экстренн*',
      'неотложн*',
      'не могу ждать',
      'невыносим*',
    ],
    he: [
      'דחוף',
      'דחופה',
      'בדחיפות',
      'כמה שיותר מהר',
      'הכי מהר',
      'עכשיו ומיד',
      'מיד',
      'חירום',
      'לא יכול לחכות',
      'לא יכולה לחכות',
      'בלתי נסבל',
    ],
    pt: [
      'urgen*',
      'quanto antes',
      'o mais rápido possível',
      'o mais depressa possível',
      'agora mesmo',
      'já agora',
      'imediatamente',
      'emergência',
      'não posso esperar',
      'insuportável',
    ],
    zh: ['紧急', '马上', '立刻', '尽快', '急'],
  },
  /** What a refusal means when it names the matter itself. */
  matter: {
    en: [
      'it',
      'that',
      'this',
      'anything',
      'appointment*',
      'booking*',
      'visit',
      'all of it',
      'the whole thing',
      'one',
      'to come',
      'to book',
      'to move',
      'to cancel',
    ],
    es: ['eso', 'esto', 'nada', 'la', 'lo', 'cita*', 'reserva*', 'consulta', 'todo', 'ninguna', 'ir', 'reservar'],
    ru: ['это*', 'ничего', 'запис*', 'прием*', 'визит*', 'всего', 'его', 'ее', 'приходить', 'записыва*'],
    he: ['את זה', 'זה', 'כלום', 'תור', 'התור', 'את התור', 'הפגישה', 'הכל', 'אותו', 'להגיע', 'לקבוע'],
    pt: ['isso', 'isto', 'nada', 'consulta*', 'marcação', 'reserva', 'tudo', 'nenhuma', 'ir', 'marcar'],
    zh: ['这个', '那个', '预约', '什么'],
  },
  /** Takes back that anything is wanted. */
  givesUp: {
    en: ['changed my mind', 'change of plans', 'forget about it', 'forget it', 'never mind', 'leave it'],
    es: [
      'he cambiado de idea',
      'he cambiado de opinión',
      'cambié de idea',
      'cambié de opinión',
      'olvídalo',
      'olvídelo',
      'déjalo',
      'déjelo',
    ],
    ru: ['передумал*', 'раздумал*', 'забудьте', 'забудь', 'оставим это'],
    he: ['התחרטתי', 'שיניתי את דעתי', 'תשכח מזה', 'תשכחי מזה', 'עזוב', 'עזבי', 'עזבו'],
    pt: [
      'mudei de ideia*',
      'mudei de opinião',
      'esqueça',
      'esquece',
      'deixe estar',
      'deixa estar',
      'deixa para lá',
      'deixe para lá',
    ],
    zh: ['算了', '改变主意'],
  },
  /** One thing in place of another. */
  instead: {
    en: ['instead', 'rather than', 'in place of'],
    es: ['en vez de', 'en lugar de', 'en su lugar', 'mejor'],
    ru: ['вместо', 'лучше'],
    he: ['במקום', 'במקום זה', 'עדיף'],
    pt: ['em vez de', 'em vez disso', 'em lugar de', 'melhor'],
    zh: ['改成', '而不是'],
  },
  /** Goes on from what was just said. */
  followUp: {
    en: ['what about', 'how about', 'and what about', 'what if', 'and on', 'and with', 'and if'],
    es: ['y si', 'y el', 'y la', 'y con', 'qué tal', 'y para', 'y a las'],
    ru: ['а если', 'а в', 'а во', 'а на', 'а у', 'а с', 'а можно', 'а как насчет'],
    he: ['ומה עם', 'ואם', 'ומה לגבי', 'ואצל', 'וביום', 'אז מה עם'],
    pt: ['e se', 'e no', 'e na', 'e com', 'que tal', 'e para', 'e às'],
    zh: ['那么', '那', '如果'],
  },
  /** Stops us in the middle. */
  interrupt: {
    en: [
      'wait',
      'hold on',
      'hang on',
      'one moment',
      'one second',
      'just a second',
      'just a moment',
      'give me a minute',
      'let me check',
    ],
    es: ['espera', 'espere', 'un momento', 'un segundo', 'aguarda', 'déjame ver', 'déjeme ver'],
    ru: [
      'подожди*',
      'погоди*',
      'минуточку',
      'минутку',
      'секунду',
      'секундочку',
      'одну минуту',
      'постойте',
      'сейчас посмотрю',
    ],
    he: ['רגע', 'שנייה', 'שניה', 'חכה', 'חכי', 'תמתין', 'דקה אחת', 'אני בודק', 'אני בודקת'],
    pt: ['espera', 'espere', 'um momento', 'um segundo', 'só um minuto', 'aguarde', 'deixa ver', 'deixe ver'],
    zh: ['等一下', '等等', '稍等'],
  },
} as const satisfies Record<string, Phrases>

export type WordList = keyof typeof phrases

const table = new PhraseTable(Object.entries(phrases).map(([id, own]) => ({ id, phrases: own as Phrases })))

/** Does the text hold a phrase of the list, in any language? */
export function says(text: string, list: WordList): boolean {
  return table.match(text).some(({ id }) => id === list)
}

/** Does the text begin with a phrase of the list? */
export function beginsWith(text: string, list: WordList): boolean {
  const first = text.search(/[\p{L}\p{N}]/u)
  return table.match(text).some(({ id, start }) => id === list && start === first)
}
