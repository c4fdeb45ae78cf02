import { conversationState, dialogueAct, type ConversationState } from '@repartee/contracts'
import { next, type Move, type TaskKind } from './state.ts'

const STATES = conversationState.options
const MOVES: readonly Move[] = [...dialogueAct.options, 'none']
const KINDS: readonly TaskKind[] = ['book', 'move', 'cancel', 'list', 'handoff']
/** The kind of task that is under way in a state. */
const UNDER_WAY: Partial<Record<ConversationState, TaskKind>> = {
  booking_new: 'book',
  booking_confirmation: 'book',
  rescheduling: 'move',
  canceling: 'cancel',
}

/** The conversation's states and what leads from one to another, as a mermaid diagram. Acts that change nothing are left out. */
export function stateDiagram(): string {
  const edges = new Map<string, Set<string>>()
  const add = (from: ConversationState, to: ConversationState, label: string) => {
    if (from === to) return
    const edge = `${from} --> ${to}`
    edges.set(edge, (edges.get(edge) ?? new Set()).add(label))
  }
  for (const state of STATES) {
    const task = UNDER_WAY[state] ?? null
    for (const act of MOVES) {
      const open = next({ state, act, task, begins: false, missing: ['any'] }).state
      const complete = next({ state, act, task, begins: false, missing: [] }).state
      add(state, open, open === complete ? act : `${act} (something missing)`)
      if (open !== complete) add(state, complete, `${act} (all there)`)
    }
    for (const kind of KINDS) {
      if (kind !== task)
        add(state, next({ state, act: 'inform', task: kind, begins: true, missing: ['any'] }).state, `begins ${kind}`)
    }
  }
  const lines = [...edges].map(([edge, labels]) => `  ${edge}: ${[...labels].join(', ')}`)
  return ['stateDiagram-v2', '  [*] --> idle', ...lines].join('\n')
}

/** What each state makes of each act, as a table: where it leads while something is missing, and what is said. */
export function stateTable(): string {
  const heads = ['act', ...STATES]
  const rows = MOVES.map((act) => [
    act,
    ...STATES.map((state) => {
      const { state: to, say } = next({ state, act, task: UNDER_WAY[state] ?? null, begins: false, missing: ['any'] })
      return to === state ? say : `${say} → ${to}`
    }),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
