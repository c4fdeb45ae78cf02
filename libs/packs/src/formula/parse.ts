/** A formula of a pack, read: what `evaluate` works on. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly given: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }

/** What a formula may call: the smallest and largest number of things given to it. */
export const functions = { abs: [1, 1], min: [2, 9], max: [2, 9], floor: [1, 1], round: [1, 2] } as const
export type FunctionName = keyof typeof functions

/** Operators, those that bind least first. */
const LEVELS = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
] as const satisfies readonly (readonly string[])[]

const TOKEN = /\s*(?:(?<number>\d+(?:\.\d+)?)|'(?<text>[^']*)'|(?<name>[a-z][a-z0-9_]*)|(?<mark>[=!<>]=|[-+*/<>(),]))/y

interface Token {
  kind: 'number' | 'text' | 'name' | 'mark'
  value: string
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw new Error(`“${text.slice(at).trim()}” is no part of a formula`)
    for (const kind of ['number', 'text', 'name', 'mark'] as const) {
      const value = found.groups?.[kind]
      if (value !== undefined) tokens.push({ kind, value })
    }
  }
  return tokens
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  whole(): Expression {
    const expression = this.#operation(0)
    const rest = this.#tokens[this.#at]
    if (rest) throw new Error(`nothing can follow before “${rest.value}”`)
    return expression
  }

  #takes(values: readonly string[]): string | null {
    const token = this.#tokens[this.#at]
    if (!token || token.kind === 'number' || token.kind === 'text' || !values.includes(token.value)) return null
    this.#at += 1
    return token.value
  }

  #operation(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.#single()
    let left = this.#operation(level + 1)
    for (;;) {
      const operator = this.#takes(operators)
      if (operator === null) return left
      left = { kind: 'operation', operator, left, right: this.#operation(level + 1) }
    }
  }

  #single(): Expression {
    if (this.#takes(['-']) !== null) return { kind: 'minus', of: this.#single() }
    if (this.#takes(['(']) !== null) return this.#closed(this.#operation(0))
    const token = this.#tokens[this.#at]
    if (!token) throw new Error('it ends where a number, a name or a bracket should stand')
    this.#at += 1
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
    if (token.kind === 'text') return { kind: 'text', value: token.value }
    if (token.kind === 'mark') throw new Error(`“${token.value}” stands where a number or a name should stand`)
    return this.#takes(['(']) === null ? { kind: 'name', name: token.value } : this.#call(token.value)
  }

  #call(name: string): Expression {
    if (!Object.hasOwn(functions, name)) {
      throw new Error(`there is no function ${name}; use ${Object.keys(functions).join(', ')}`)
    }
    const given = [this.#operation(0)]
    while (this.#takes([',']) !== null) given.push(this.#operation(0))
    const [least, most] = functions[name as FunctionName]
    if (given.length < least || given.length > most) {
      throw new Error(`${name} takes ${least === most ? least : `${least} to ${most}`}, not ${given.length}`)
    }
    return this.#closed({ kind: 'call', name: name as FunctionName, given })
  }

  #closed(expression: Expression): Expression {
    if (this.#takes([')']) === null) throw new Error('a bracket is not closed')
    return expression
  }
}

/** Reads a formula, such as `abs(entry - stop) * quantity`. Throws what is wrong with it. */
export function parseFormula(text: string): Expression {
  return new Parser(text).whole()
}

/** The names that a formula uses. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name]
    case 'minus':
      return namesIn(expression.of)
    case 'call':
      return [...new Set(expression.given.flatMap(namesIn))]
    case 'operation':
      return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])]
    default:
      return []
  }
}
