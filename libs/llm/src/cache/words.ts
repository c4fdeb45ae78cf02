// Tables of folded words (lower case, no accents, no apostrophes), for what two questions must share to be the same one.

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).filter(Boolean))

/** Words that carry no meaning of their own: dropping them makes paraphrases meet. No negation, no question word, no preposition of time or place is among them. */
export const EMPTY_WORDS = list(`
  a an the is are am be was were do does did i you we my your our me us it its this that there have has had please hi hello hey
  thanks thank can could would will shall may might want know tell like to of just so and ok well say let wondering
  el la los las un una unos unas es son soy esta estan hay yo tu usted ustedes mi su sus tus me le se lo por favor hola buenas
  quiero quisiera puedo puede podria saber decirme dime gracias y de del que
  o os as um uma uns umas e sao estou voce voces meu minha seu sua eu oi ola gostaria posso pode quero obrigado obrigada
  я ты вы мы мне меня вас мой моя ваш ваша это есть ли пожалуйста здравствуйте привет хочу хотел хотела могу можете можно
  скажите подскажите узнать спасибо и бы а у
  אני אתה את אתם שלי שלכם הוא היא זה יש האם אפשר בבקשה שלום היי רוצה יכול יכולה תודה של ו
  您 你 我 我们 你们 请 请问 的 了 吗 呢 啊 是 有 想 要 可以 能 一下 谢谢 你好 您好
`)

/** Single Chinese characters that carry no meaning of their own. */
export const EMPTY_CHARACTERS = list('您 你 我 们 请 问 的 了 吗 呢 啊 是 有 想 要 能 吧 呀 么')

/** Words that turn a sentence around. */
export const NEGATIONS = list(`
  no not dont doesnt didnt cant cannot couldnt wont wouldnt isnt arent wasnt never without none nothing neither nor unable except
  nunca sin tampoco ningun ninguna ninguno nada jamas excepto salvo
  nao sem nem nenhum nenhuma exceto
  не нет без никогда ни нельзя кроме никак ничего
  לא אין בלי אל אף ללא חוץ
`)
export const NEGATING_CHARACTERS = /[不没沒無无别別未非勿]/u

/** What somebody wants done, by the beginnings of words: two that differ in these are two questions, however near their vectors are. */
export const ACTS: readonly (readonly [string, RegExp])[] = [
  ['cancel', /^(?:cancel|anul|desmarc|отмен|לבטל|ביטול|בטל|מבטל)|取消/u],
  [
    'move',
    /^(?:mov|resched|chang|postpon|shift|cambi|reprogram|aplaz|remarc|mud|adi[ae]|перенес|перенос|измен|להזיז|לשנות|לדחות|שינוי)|[改换]|推迟/u,
  ],
  ['book', /^(?:book|schedul|reserv|agend|marca|запис|заброн|לקבוע|להזמין|קביעת)|预约|预订|预定/u],
  ['confirm', /^(?:confirm|подтвер|לאשר|אישור)|确认/u],
  [
    'pay',
    /^(?:pay|pric|cost|fee|charg|precio|cuest|cost|pag|prec|quanto|цен|стои|оплат|מחיר|עולה|לשלם|תשלום)|多少钱|价|付/u,
  ],
  ['open', /^(?:open|abr|abiert|abert|откры|работает|פתוח|פותח)|营业|开门/u],
  ['close', /^(?:clos|shut|cerr|cierr|fech|закры|סגור|סוגר)|关门|打烊/u],
  ['call', /^(?:call|phone|llam|lig|звон|телеф|להתקשר|טלפון)|电话/u],
  ['refund', /^(?:refund|reembols|devol|возвра|החזר)|退款/u],
]

/** What is asked: two different question words are two questions. */
export const QUESTION_WORDS = list(`
  when where who which why how what
  cuando donde quien cual cuanto cuantos cuanta cuantas como
  quando onde quem qual quanto quantos
  когда где куда кто какой какая какие почему сколько как
  מתי איפה מי איזה למה כמה איך
`)
