import { IntlMessageFormat } from 'intl-messageformat'
import type { LanguageCode } from '@repartee/contracts'

/** A message ready to be said. */
export interface CompiledMessage {
  format(params: Readonly<Record<string, string | number>>): string
  /** Its parameters, sorted. */
  parameters: readonly string[]
  /** Each plural in it: its parameter and the categories that it names. */
  plurals: readonly { parameter: string; categories: readonly string[] }[]
  /** It begins with a parameter and goes on after it, so that its first letter has to be made a capital. */
  opensWithParameter: boolean
}

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** Kinds of elements of ICU messages, as the parser numbers them. */
const LITERAL = 0
const ARGUMENT = 1
const SELECT = 5
const PLURAL = 6
const POUND = 7

function collect(elements: Elements, parameters: Set<string>, plurals: CompiledMessage['plurals'][number][]): void {
  for (const element of elements) {
    if (element.type === LITERAL || element.type === POUND) continue
    if ('value' in element) parameters.add(String(element.value))
    if (element.type !== SELECT && element.type !== PLURAL) continue
    if (element.type === PLURAL) {
      plurals.push({ parameter: String(element.value), categories: Object.keys(element.options) })
    }
    for (const option of Object.values(element.options)) collect(option.value, parameters, plurals)
  }
}

const compiled = new Map<string, CompiledMessage>()

/** Compiles an ICU message once for all. Throws what the ICU parser says about wrong syntax. */
export function compileMessage(language: LanguageCode, text: string): CompiledMessage {
  const cacheKey = `${language}\n${text}`
  const known = compiled.get(cacheKey)
  if (known) return known
  const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
  const elements = format.getAst()
  const parameters = new Set<string>()
  const plurals: CompiledMessage['plurals'][number][] = []
  collect(elements, parameters, plurals)
  const message: CompiledMessage = {
    format: (params) => String(format.format(params)),
    parameters: [...parameters].toSorted(),
    plurals,
    opensWithParameter: elements[0]?.type === ARGUMENT && elements.length > 1,
  }
  compiled.set(cacheKey, message)
  return message
}
