/** A name in Chinese characters, which has no capitals to be known by. */
const RUN = /^[\s:：“"「《]*([\p{Script=Han}\p{Script=Latin}\p{Nd}&·-]{2,20})/u
/** Words at which a name ends. */
const END = /(?:的|工作|上班|任职|做|是|有|在|负责|担任|，|想|要|用|需要|目前|现在|这边|那边|一家|一个)/u
/** What companies and places are called last. */
const KIND =
  /^.{1,14}(?:公司|集团|科技|教育|商贸|贸易|网络|实业|工作室|店|厂|中心|学校|学院|传媒|咨询|文化|医院|诊所|银行|酒店|装饰|地产|物流|电子|软件|事务所|健身|旅行社|培训)/u
/** Cues that can only lead to a name. */
const NAMING = /(?:叫|叫做|名称是|名字是|名为|公司是)$/u

interface Named {
  quote: string
  start: number
  end: number
}

/** The name right after an offset: after a word that names whatever stands there, after others what is called a company or a place. */
export function hanNameAfter(text: string, offset: number): Named | undefined {
  const run = RUN.exec(text.slice(offset))
  if (run?.[1] === undefined) return undefined
  const cut = END.exec(run[1])?.index ?? run[1].length
  const whole = run[1].slice(0, cut)
  const quote = NAMING.test(text.slice(0, offset)) ? whole : (KIND.exec(whole)?.[0] ?? '')
  if (quote.length < 2) return undefined
  const start = offset + run[0].length - run[1].length
  return { quote, start, end: start + quote.length }
}
