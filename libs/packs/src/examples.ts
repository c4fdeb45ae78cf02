import { goldenLine, scenario, type GoldenLine, type Scenario } from './schema/examples.ts'
import type { Problem } from './problems.ts'
import { shapeProblems } from './shape.ts'
import { readSource, type Source } from './source.ts'

function readGolden(text: string, problems: Problem[], lines: number[]): GoldenLine[] {
  const golden: GoldenLine[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const here = (column: number) => ({ file: 'golden.jsonl', line: index + 1, column })
    // JSON is YAML too, and YAML keeps the columns.
    const { source, problems: syntax } = readSource('golden.jsonl', line)
    problems.push(...syntax.map((problem) => ({ ...problem, ...here(problem.column) })))
    if (syntax.length > 0) continue
    const parsed = goldenLine.safeParse(source.value)
    if (parsed.success) {
      golden.push(parsed.data)
      lines.push(index + 1)
    } else {
      const places = {
        at: (path: readonly PropertyKey[]) => here(source.at(path).column),
        atKey: (path: readonly PropertyKey[]) => here(source.atKey(path).column),
      }
      problems.push(...shapeProblems(parsed.error.issues, { data: source.value, places, schema: goldenLine }))
    }
  }
  return golden
}

/** The golden set and the scenario cards of a pack. */
export function readExamples(read: { golden: string | null; scenarios: readonly Source[] }): {
  golden: GoldenLine[]
  scenarios: Scenario[]
  goldenLines: number[]
  scenarioSources: Source[]
  problems: Problem[]
} {
  const problems: Problem[] = []
  const goldenLines: number[] = []
  const scenarioSources: Source[] = []
  const golden = read.golden === null ? [] : readGolden(read.golden, problems, goldenLines)
  const scenarios: Scenario[] = []
  for (const source of read.scenarios) {
    const parsed = scenario.safeParse(source.value)
    if (parsed.success) {
      scenarios.push(parsed.data)
      scenarioSources.push(source)
    } else
      problems.push(...shapeProblems(parsed.error.issues, { data: source.value, places: source, schema: scenario }))
  }
  return { golden, scenarios, goldenLines, scenarioSources, problems }
}
