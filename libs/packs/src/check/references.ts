import { dialogueAct } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import { checkCommands } from './commands.ts'
import type { Found } from './found.ts'
import { checkPractice } from './practice.ts'
import { checkTasks } from './tasks.ts'

function checkSelector(pack: Pack, found: Found, slots: readonly string[]): void {
  const principles = pack.principles.map(({ name }) => name)
  const situations = pack.situations.map(({ name }) => name)
  for (const [index, { when, principle }] of pack.selector.entries()) {
    const at = ['selector', index]
    found.known([...at, 'principle'], 'principle', principle, principles)
    found.knownAll([...at, 'when', 'situations'], 'situation', when.situations, situations)
    found.knownAll([...at, 'when', 'filled'], 'slot', when.filled, slots)
    found.knownAll([...at, 'when', 'missing'], 'slot', when.missing, slots)
    found.knownAll([...at, 'when', 'after'], 'principle', when.after, principles)
    found.knownAll([...at, 'when', 'notAfter'], 'principle', when.notAfter, principles)
    const isLast = index === pack.selector.length - 1
    if (isLast !== (Object.keys(when).length === 0)) {
      const wrong = isLast ? 'the last rule has conditions' : 'a rule without conditions stands before others'
      found.say(at, wrong, 'the last rule, and only that one, has none, so that one always fits')
    }
  }
}

function checkSituations(pack: Pack, found: Found, slots: readonly string[]): void {
  const intents = pack.intents.map(({ name }) => name)
  for (const [index, { when }] of pack.situations.entries()) {
    const at = ['situations', index]
    found.knownAll([...at, 'when', 'intents'], 'intent', when.intents, intents)
    found.knownAll([...at, 'when', 'filled'], 'slot', when.filled, slots)
    found.knownAll([...at, 'when', 'missing'], 'slot', when.missing, slots)
    const isLast = index === pack.situations.length - 1
    if (isLast !== (Object.keys(when).length === 0)) {
      const wrong = isLast ? 'the last situation has conditions' : 'a situation without conditions stands before others'
      found.say(at, wrong, 'the last situation, and only that one, has none, so that one always fits')
    }
  }
}

function checkStates(pack: Pack, found: Found): void {
  const states = pack.states.map(({ name }) => name)
  const triggers = [...dialogueAct.options, ...pack.intents.map(({ name }) => name)]
  found.unique(['states'], 'state', states, 'name')
  for (const [index, task] of pack.tasks.entries()) found.known(['tasks', index, 'state'], 'state', task.state, states)
  for (const [index, state] of pack.states.entries()) {
    for (const [number, { on, to }] of state.transitions.entries()) {
      const at = ['states', index, 'transitions', number]
      found.known([...at, 'on'], 'act or intent', on, triggers)
      found.known([...at, 'to'], 'state', to, states)
    }
  }
}

/** Names that refer to nothing, names that stand twice, rules that can never be reached. */
export function checkReferences(pack: Pack, found: Found): void {
  const slots = pack.slots.map(({ name }) => name)
  const tasks = pack.tasks.map(({ name }) => name)
  const tools = pack.tools.map(({ name }) => name)
  const intents = pack.intents.map(({ name }) => name)
  const commands = pack.commands.map(({ name }) => name)
  const services = pack.calendar?.services.map(({ key }) => key) ?? []
  found.unique(['slots'], 'slot', slots, 'name')
  found.unique(['tasks'], 'task', tasks, 'name')
  found.unique(['intents'], 'intent', intents, 'name')
  found.unique(
    ['situations'],
    'situation',
    pack.situations.map(({ name }) => name),
    'name',
  )
  found.unique(
    ['principles'],
    'principle',
    pack.principles.map(({ name }) => name),
    'name',
  )
  found.unique(
    ['selector'],
    'rule',
    pack.selector.map(({ name }) => name),
    'name',
  )
  found.unique(
    ['facts'],
    'fact',
    pack.facts.map(({ id }) => id),
    'id',
  )
  found.unique(
    ['redFlags', 'flags'],
    'red flag',
    pack.redFlags.flags.map(({ id }) => id),
    'id',
  )
  for (const [index, slot] of pack.slots.entries()) {
    found.known(['slots', index, 'follows'], 'slot', slot.follows, slots)
    if (slot.type === 'choice' && slot.choices.length === 0) {
      found.say(
        ['slots', index],
        `the slot ${slot.name} is a choice without choices`,
        'add choices, each with id and names',
      )
    }
  }
  checkTasks(pack, found, slots, tools)
  for (const [index, intent] of pack.intents.entries()) {
    found.known(['intents', index, 'task'], 'task', intent.task, tasks)
    found.known(['intents', index, 'command'], 'command', intent.command, commands)
    if (intent.knowledge && pack.knowledge.length === 0) {
      const right = 'write knowledge/<language>/<name>.md, or take knowledge out'
      found.say(['intents', index, 'knowledge'], 'there are no knowledge files', right)
    }
    found.known(['intents', index, 'advice'], 'advice entry', intent.advice, Object.keys(pack.coach.entries))
  }
  for (const [index, fact] of pack.facts.entries()) {
    found.knownAll(['facts', index, 'services'], 'service', fact.services, services)
    found.known(['facts', index, 'offersTask'], 'task', fact.offersTask, tasks)
  }
  for (const [index, check] of pack.replyChecks.entries()) {
    found.knownAll(['replyChecks', index, 'intents'], 'intent', check.intents, intents)
  }
  for (const [index, { asks, offers }] of pack.principles.entries()) {
    found.knownAll(['principles', index, 'asks'], 'slot', asks, slots)
    found.known(['principles', index, 'offers', 'task'], 'task', offers?.task, tasks)
  }
  checkSituations(pack, found, slots)
  checkSelector(pack, found, slots)
  checkStates(pack, found)
  checkCommands(pack, found)
  checkPractice(pack, found)
}
