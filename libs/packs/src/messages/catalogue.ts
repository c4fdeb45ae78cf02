import { formatPath, type Problem } from '../problems.ts'
import type { Source } from '../source.ts'

/** Messages of one file: keys joined by dots, each with one or more variants. */
export function flattenMessages(source: Source): { catalogue: Record<string, string[]>; problems: Problem[] } {
  const catalogue: Record<string, string[]> = {}
  const problems: Problem[] = []
  const wrong = (path: readonly PropertyKey[], what: string): void => {
    problems.push({
      ...source.at(path),
      path: formatPath(path),
      wrong: what,
      right: 'a message is a text, or a list of texts that mean the same; a group is a map of messages',
    })
  }
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value === 'string') catalogue[path.join('.')] = [value]
    else if (Array.isArray(value)) {
      if (value.length === 0 || !value.every((variant) => typeof variant === 'string')) {
        wrong(path, 'these variants are not all texts')
      } else catalogue[path.join('.')] = value
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name])
    } else wrong(path, value === null ? 'this message is empty' : `this is a ${typeof value}, not a text`)
  }
  if (typeof source.value === 'object' && source.value !== null && !Array.isArray(source.value)) walk(source.value, [])
  else wrong([], 'this file holds no map of messages')
  return { catalogue, problems }
}
