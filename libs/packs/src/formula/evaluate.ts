import { parseFormula, type Expression } from './parse.ts'

/** What a formula counts with: the values of slots and figures, as they are kept (numbers as text). */
export type FormulaValues = Readonly<Record<string, string | number>>

type Value = number | string | boolean

/** Floating point has 1.085 - 1.08 = 0.0049999999999999; nobody counts further than so many digits. */
const DIGITS = 12

const parsed = new Map<string, Expression>()

/** The formula, read once for all. Throws what is wrong with it. */
export function formulaOf(text: string): Expression {
  const known = parsed.get(text)
  if (known) return known
  const expression = parseFormula(text)
  parsed.set(text, expression)
  return expression
}

function numbered(value: string | number | undefined): Value | null {
  if (value === undefined || value === '') return null
  const number = Number(value)
  return Number.isNaN(number) ? value : number
}

function valueOf(expression: Expression, values: FormulaValues): Value | null {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return expression.value
    case 'name':
      return numbered(values[expression.name])
    case 'minus': {
      const of = valueOf(expression.of, values)
      return typeof of === 'number' ? -of : null
    }
    case 'call':
      return called(
        expression.name,
        expression.given.map((given) => valueOf(given, values)),
      )
    case 'operation':
      return operated(expression, values)
  }
}

function called(name: Extract<Expression, { kind: 'call' }>['name'], given: readonly (Value | null)[]): number | null {
  if (!given.every((value) => typeof value === 'number')) return null
  const [first = 0, second = 0] = given
  switch (name) {
    case 'abs':
      return Math.abs(first)
    case 'floor':
      return Math.floor(first)
    case 'round':
      return Math.round(first * 10 ** second) / 10 ** second
    case 'min':
      return Math.min(...given)
    case 'max':
      return Math.max(...given)
  }
}

function operated(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  values: FormulaValues,
): Value | null {
  const one = valueOf(left, values)
  if (operator === 'and') return one === true && valueOf(right, values) === true
  if (operator === 'or') return one === true || valueOf(right, values) === true
  const other = valueOf(right, values)
  if (one === null || other === null) return null
  if (operator === '==') return one === other
  if (operator === '!=') return one !== other
  if (typeof one !== 'number' || typeof other !== 'number') return null
  const value = counted(operator, one, other)
  return typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value
}

function counted(operator: string, one: number, other: number): Value | null {
  switch (operator) {
    case '+':
      return one + other
    case '-':
      return one - other
    case '*':
      return one * other
    case '/':
      return other === 0 ? null : one / other
    case '<':
      return one < other
    case '<=':
      return one <= other
    case '>':
      return one > other
    default:
      return one >= other
  }
}

/** The number that a formula gives; null where a value lacks that it needs, or it would divide by zero. */
export function evaluate(formula: string, values: FormulaValues): number | null {
  const value = valueOf(formulaOf(formula), values)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Does a condition hold? Not where a value lacks that it needs. */
export function holds(condition: string, values: FormulaValues): boolean {
  return valueOf(formulaOf(condition), values) === true
}
