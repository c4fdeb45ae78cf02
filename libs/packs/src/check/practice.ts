import type { Pack } from '../pack.ts'
import type { Found } from './found.ts'

/** A practice that names what is not there, or whose points are no hundred. */
export function checkPractice(pack: Pack, found: Found): void {
  const { practice } = pack
  if (!practice) return
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  const [topics, moves, objections] = [ids(practice.topics), ids(practice.moves), ids(practice.objections)]
  const roles = pack.roles.filter(({ playedBy }) => playedBy === 'ai').map(({ name }) => name)
  found.known(['practice', 'role'], 'role that the engine plays', practice.role, roles)
  for (const [section, names] of Object.entries({ topics, moves, objections, personas: ids(practice.personas) })) {
    found.unique(['practice', section], section.slice(0, -1), names, 'id')
  }
  for (const [index, objection] of practice.objections.entries()) {
    const at = ['practice', 'objections', index]
    for (const field of ['by', 'worse', 'after'] as const)
      found.knownAll([...at, field], 'move', objection[field], moves)
  }
  for (const [index, persona] of practice.personas.entries()) {
    const at = ['practice', 'personas', index]
    found.knownAll([...at, 'objections'], 'objection', persona.objections, objections)
    for (const name of Object.keys(persona.answers)) found.known([...at, 'answers', name], 'topic', name, topics)
    for (const lacking of topics.filter((name) => !(name in persona.answers))) {
      found.say([...at, 'answers'], `${persona.id} has no answer to ${lacking}`, 'name the message that answers it')
    }
  }
  for (const [index, { moves: wanted, without }] of practice.rubric.entries()) {
    found.knownAll(['practice', 'rubric', index, 'moves'], 'move', wanted, moves)
    found.knownAll(['practice', 'rubric', index, 'without'], 'move', without, moves)
  }
  const points = practice.rubric.reduce((sum, criterion) => sum + criterion.points, 0)
  if (points !== 100) found.say(['practice', 'rubric'], `the points add up to ${points}`, 'they add up to 100')
}
