/** An element of a TwiML document. */
export type Verb = { name: string; attributes: Record<string, string>; parts: (string | Verb)[] }

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z][\w.:-]*)([^<>]*?)(\/?)>|([^<]+)/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/y

/** Reads a TwiML document and gives the verbs inside `<Response>`; throws what is not well-formed, as Twilio's 12100. */
export function parseTwiml(document: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, parts: [] }
  const open = [root]
  const source = document.trim()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(source)
    if (!token) throw new Error(`not well-formed at character ${at}: ${source.slice(at, at + 40)}`)
    read(token, open)
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`)
  const [response, ...more] = verbsIn(root)
  if (response?.name !== 'Response' || more.length > 0) throw new Error('the document must be one <Response>')
  return verbsIn(response)
}

function read(token: RegExpExecArray, open: Verb[]): void {
  const [whole, cdata, closing, name, attributes, empty, text] = token
  const parent = open.at(-1) as Verb
  if (name === undefined) {
    parent.parts.push(cdata ?? (text === undefined ? '' : unescape(text, whole)))
  } else if (closing) {
    if (open.length === 1 || parent.name !== name)
      throw new Error(`</${name}> closes nothing; <${parent.name}> is open`)
    open.pop()
  } else {
    const verb: Verb = { name, attributes: readAttributes(attributes ?? '', whole), parts: [] }
    parent.parts.push(verb)
    if (!empty) open.push(verb)
  }
}

function readAttributes(source: string, element: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  const text = source.trimEnd()
  ATTRIBUTE.lastIndex = 0
  while (ATTRIBUTE.lastIndex < text.length) {
    const found = ATTRIBUTE.exec(text)
    if (!found) throw new Error(`attributes are not well-formed in ${element}`)
    attributes[found[1] as string] = unescape(found[2] ?? found[3] ?? '', element)
  }
  return attributes
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string, where: string): string {
  return text.replaceAll(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w+))?(;?)/g, (entity, hex, decimal, name, end) => {
    const code = hex ? Number.parseInt(hex as string, 16) : Number(decimal)
    const character = name ? ENTITIES[name as string] : code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined
    if (!end || character === undefined) throw new Error(`"${entity}" is no entity, in ${where.slice(0, 60)}`)
    return character
  })
}

/** The elements directly inside a verb. */
export function verbsIn(verb: Verb): Verb[] {
  return verb.parts.filter((part) => typeof part !== 'string')
}

/** The words of a verb in one line, SSML elements read in place. */
export function spokenText(verb: Verb): string {
  const words = verb.parts.map((part) => (typeof part === 'string' ? part : ` ${spokenText(part)} `))
  return words.join('').replaceAll(/\s+/g, ' ').trim()
}
