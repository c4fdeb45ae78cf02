import type { Pack } from '../pack.ts'
import { suggest, type Problem } from '../problems.ts'
import type { Reading } from '../shape.ts'

function checkGolden(pack: Pack, lines: readonly number[]): Problem[] {
  const problems: Problem[] = []
  const ids = new Set<string>()
  for (const [index, line] of pack.golden.entries()) {
    const say = (path: string, wrong: string, right: string): void => {
      problems.push({ file: 'golden.jsonl', line: lines[index] ?? 1, column: 1, path, wrong, right })
    }
    const known = (path: string, what: string, name: string | null | undefined, names: readonly string[]): void => {
      if (name && !names.includes(name)) say(path, `there is no ${what} ${name}`, suggest(name, names))
    }
    if (ids.has(line.id)) say('id', `the id ${line.id} stands twice`, 'give each line its own')
    ids.add(line.id)
    known('language', 'language in this pack', line.language, pack.languages)
    known(
      'intent',
      'intent',
      line.intent,
      pack.intents.map(({ name }) => name),
    )
    known(
      'situation',
      'situation',
      line.situation,
      pack.situations.map(({ name }) => name),
    )
    known(
      'fact',
      'fact',
      line.fact,
      pack.facts.map(({ id }) => id),
    )
    known(
      'redFlag',
      'red flag',
      line.redFlag,
      pack.redFlags.flags.map(({ id }) => id),
    )
    known(
      'before.task',
      'task',
      line.before.task,
      pack.tasks.map(({ name }) => name),
    )
    const slots = pack.slots.map(({ name }) => name)
    known('before.askedSlot', 'slot', line.before.askedSlot, slots)
    for (const slot of [...Object.keys(line.slots), ...Object.keys(line.before.slots)])
      known('slots', 'slot', slot, slots)
    known(
      'knowledge',
      'knowledge file',
      line.knowledge,
      pack.knowledge.map(({ file }) => file),
    )
    known('slots.service', 'service', line.slots['service'], pack.calendar?.services.map(({ key }) => key) ?? [])
    known('slots.person', 'resource', line.slots['person'], pack.calendar?.resources.map(({ key }) => key) ?? [])
  }
  return problems
}

function checkScenarios(pack: Pack, reading: Reading): Problem[] {
  return pack.scenarios.flatMap((card, index) => {
    const source = reading.scenarioSources[index]
    if (!source) return []
    const problems: Problem[] = []
    const known = (path: PropertyKey[], what: string, name: string | undefined, names: readonly string[]): void => {
      if (name === undefined || names.includes(name)) return
      problems.push({
        ...source.at(path),
        path: path.join('.'),
        wrong: `there is no ${what} ${name}`,
        right: suggest(name, names),
      })
    }
    known(['language'], 'language in this pack', card.language, pack.languages)
    for (const [number, booking] of card.bookings.entries()) {
      const at = ['bookings', number]
      known([...at, 'service'], 'service', booking.service, pack.calendar?.services.map(({ key }) => key) ?? [])
      known([...at, 'resource'], 'resource', booking.resource, pack.calendar?.resources.map(({ key }) => key) ?? [])
    }
    const points = Object.values(card.score).reduce((sum, value) => sum + value, 0)
    if (points !== 100) {
      problems.push({
        ...source.at(['score']),
        path: 'score',
        wrong: `the points add up to ${points}`,
        right: 'they add up to 100',
      })
    }
    return problems
  })
}

/** Golden lines and scenario cards that name what the pack does not have. */
export function checkExamples(pack: Pack, reading: Reading): Problem[] {
  return [...checkGolden(pack, reading.goldenLines), ...checkScenarios(pack, reading)]
}
