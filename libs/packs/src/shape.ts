import type { z } from 'zod'
import { knownKeys } from './known-keys.ts'
import { formatPath, suggest, type Problem } from './problems.ts'
import type { LanguageCode } from '@repartee/contracts'
import type { Position, Source } from './source.ts'

/** Finds where a path of the data stands in the files. */
export interface Places {
  at(path: readonly PropertyKey[]): Position
  atKey(path: readonly PropertyKey[]): Position
}

/** Where each part of a pack stands that was read. */
export interface Reading {
  places: Places
  /** The sources of messages/<language>.yaml. */
  messageSources: Partial<Record<LanguageCode, Source>>
  /** The line in golden.jsonl of each line that was read. */
  goldenLines: readonly number[]
  scenarioSources: readonly Source[]
}

type Issue = z.core.$ZodIssue

function isMissing(issue: Issue, data: unknown): boolean {
  let value: unknown = data
  for (const part of issue.path) {
    if (typeof value !== 'object' || value === null) return false
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value === undefined
}

/** What the kinds of data are called by people who write YAML. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  record: 'a map',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  tuple: 'a list',
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  return Array.isArray(value) ? 'a list' : (KINDS[typeof value] ?? typeof value)
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], data)
}

function explain(issue: Issue, data: unknown, schema: z.ZodType): { wrong: string; right: string } {
  const missing = isMissing(issue, data)
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected
      const keys = kind === 'a map' ? knownKeys(schema, issue.path) : []
      const fields = keys.length > 0 && keys.length <= MOST_FIELDS ? `: { ${keys.join(', ')} }` : ''
      return missing
        ? { wrong: 'this is missing', right: `add it, as ${kind}${fields}` }
        : { wrong: `this is ${kindOf(valueAt(data, issue.path))}, not ${kind}`, right: `write ${kind}${fields}` }
    }
    case 'invalid_value':
      return {
        wrong: missing ? 'this is missing' : 'this is not one of the values that are possible',
        right: `use one of ${issue.values.map(String).join(', ')}`,
      }
    case 'too_small':
      return { wrong: `this is too short or too small`, right: `at least ${issue.minimum} is needed` }
    case 'too_big':
      return { wrong: `this is too long or too big`, right: `at most ${issue.maximum} is possible` }
    case 'invalid_key':
      return { wrong: 'this key is not possible here', right: issue.issues[0]?.message ?? issue.message }
    default:
      return { wrong: 'this does not have the right form', right: issue.message }
  }
}

const MOST_FIELDS = 12

/** The issues of a zod schema as problems with their places in the files. */
export function shapeProblems(
  issues: readonly Issue[],
  { data, places, schema }: { data: unknown; places: Places; schema: z.ZodType },
): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        ...places.atKey([...issue.path, key]),
        path: formatPath([...issue.path, key]),
        wrong: `the key ${key} means nothing here`,
        right: suggest(key, knownKeys(schema, issue.path)).replace('none is declared', 'take it out'),
      }))
    }
    const explained = explain(issue, data, schema)
    return [{ ...places.at(issue.path), path: formatPath(issue.path), ...explained }]
  })
}
