import { readFileSync } from 'node:fs'
import { z } from 'zod'

type Environment = Readonly<Record<string, string | undefined>>

/** Wrong settings, all of them; `message` is meant for the person who starts the service. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'One setting is wrong' : `${problems.length} settings are wrong`
    super(`${count}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

/**
 * Reads the settings of `schema` from the environment. An empty value counts as missing; `<NAME>_FILE` names a file that holds the value.
 * Throws a ConfigurationError that lists every wrong setting; a secret's value is never in it.
 */
export function readConfig<Schema extends z.ZodObject>(schema: Schema, environment: Environment): z.infer<Schema> {
  const problems: string[] = []
  const given: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = environment[name] || valueFromFile(name, environment[`${name}_FILE`], problems)
    if (value) given[name] = value.trim()
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
    for (const name of wrong) problems.push(explain(name, schema, given[name], parsed.error))
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems)
  return parsed.data
}

function valueFromFile(name: string, path: string | undefined, problems: string[]): string | undefined {
  if (!path) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    problems.push(`${name}_FILE is "${path}", which cannot be read (${(error as NodeJS.ErrnoException).code})`)
    return undefined
  }
}

function explain(name: string, schema: z.ZodObject, value: string | undefined, error: z.ZodError): string {
  const field = schema.shape[name] as z.ZodType | undefined
  const meta = field?.meta()
  if (!meta) return error.issues.map((issue) => issue.message).join('; ')
  const hint = meta.expects ?? 'something else'
  if (value === undefined) return `${name} is missing (${meta.description}); set it to ${hint}`
  const shown = meta.isSecret ? 'set, but its value (not shown) is not right' : JSON.stringify(value)
  return `${name} is ${shown}; it must be ${hint}`
}
