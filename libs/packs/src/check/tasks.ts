import { formulaOf } from '../formula/evaluate.ts'
import { namesIn } from '../formula/parse.ts'
import type { Pack } from '../pack.ts'
import type { Task } from '../schema/dialogue.ts'
import type { Found } from './found.ts'

const COLLECTS_ONLY = ['readBack', 'done', 'declined', 'journal'] as const

/** Tasks that name what is not there, or what the engine would never look at. */
export function checkTasks(pack: Pack, found: Found, slots: readonly string[], tools: readonly string[]): void {
  for (const [index, task] of pack.tasks.entries()) {
    const at = ['tasks', index]
    found.known([...at, 'tool'], 'tool', task.tool, tools)
    for (const [number, { slot }] of task.slots.entries())
      found.known([...at, 'slots', number, 'slot'], 'slot', slot, slots)
    checkFormulas(task, at, found)
    checkKind(task, at, found)
  }
}

/** Formulas count with the task's slots, and figures with those before them. */
function checkFormulas(task: Task, at: PropertyKey[], found: Found): void {
  const own = task.slots.map(({ slot }) => slot)
  const uses = (path: PropertyKey[], formula: string, known: readonly string[]): void => {
    for (const name of namesIn(formulaOf(formula)))
      found.known([...at, ...path], 'slot of the task or figure before it', name, known)
  }
  for (const [number, { from }] of task.slots.entries())
    if (from !== undefined) uses(['slots', number, 'from'], from, own)
  const figures = task.figures.map(({ name }) => name)
  found.unique([...at, 'figures'], 'figure', figures, 'name')
  for (const [number, { formula }] of task.figures.entries()) {
    uses(['figures', number, 'formula'], formula, [...own, ...figures.slice(0, number)])
  }
  for (const [number, { when, slot }] of task.problems.entries()) {
    uses(['problems', number, 'when'], when, [...own, ...figures])
    found.known([...at, 'problems', number, 'slot'], 'slot of the task', slot, own)
  }
  for (const [column, name] of Object.entries(task.journal ?? {})) {
    found.known([...at, 'journal', column], 'slot or figure of the task', name, [...own, ...figures])
  }
}

function checkKind(task: Task, at: PropertyKey[], found: Found): void {
  if (task.kind === 'collect') {
    if (task.readBack === undefined) {
      found.say(at, `the task ${task.name} has no readBack`, 'name the message that reads back what was collected')
    }
    if (task.tool !== null && task.done === undefined) {
      found.say(at, `the task ${task.name} has no done`, 'name the message that says that it is done')
    }
    if (task.confirm !== null && task.confirm !== 'confirm_task') {
      found.say([...at, 'confirm'], `a task that collects cannot wait as ${task.confirm}`, 'use confirm_task or null')
    }
    if (task.confirm !== null && task.declined === undefined) {
      found.say(at, `the task ${task.name} has no declined`, 'name the message that is said to a no')
    }
  } else {
    for (const name of COLLECTS_ONLY) {
      if (task[name] !== undefined) {
        found.say([...at, name], `only a task of kind collect has ${name}`, 'take it out, or make the kind collect')
      }
    }
  }
  if ((task.tool === 'journal.record') !== (task.journal !== undefined)) {
    const right = 'a task with the tool journal.record has journal, which says where its columns come from'
    found.say(
      at,
      task.journal ? 'journal without the tool journal.record' : 'the tool journal.record without journal',
      right,
    )
  }
}
