import { goldenLine, scenario, type GoldenLine, type Scenario } from './schema/examples.ts'
import type { Problem } from './problems.ts'
import { shapeProblems } from './shape.ts'
import { readSource, type Source } from './source.ts'

function readGolden(text: string, problems: Problem[]): GoldenLine[] {
  const golden: GoldenLine[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const here = (column: number) => ({ file: 'golden.jsonl', line: index + 1, column })
    // JSON is YAML too, and YAML keeps the columns.
    const { source, problems: syntax } = readSource('golden.jsonl', line)
    problems.push(...syntax.map((problem) => ({ ...problem, ...here(problem.column) })))
    if (syntax.length > 0) continue
    const parsed = goldenLine.safeParse(source.value)
    if (parsed.success) golden.push(parsed.data)
    else {
      const places = {
        at: (path: readonly PropertyKey[]) => here(source.at(path).column),
        atKey: (path: readonly PropertyKey[]) => here(source.atKey(path).column),
      }
      problems.push(...shapeProblems(parsed.error.issues, source.value, places))
    }
  }
  return golden
}

/** The golden set and the scenario cards of a pack. */
export function readExamples(read: { golden: string | null; scenarios: readonly Source[] }): {
  golden: GoldenLine[]
  scenarios: Scenario[]
  problems: Problem[]
} {
  const problems: Problem[] = []
  const golden = read.golden === null ? [] : readGolden(read.golden, problems)
  const scenarios = read.scenarios.flatMap((source) => {
    const parsed = scenario.safeParse(source.value)
    if (parsed.success) return [parsed.data]
    problems.push(...shapeProblems(parsed.error.issues, source.value, source))
    return []
  })
  return { golden, scenarios, problems }
}
