import { GraphError } from './graphError.ts'
import { type Fields, fields, list, requiredText } from './fields.ts'

/** A button or a row that the contact may tap. */
export type Choice = { id: string; title: string; description?: string; kind: 'button' | 'row' }

/** Checks reply buttons, a list or a link button against the Cloud API's limits and gives the body's text. */
export function interactiveText(interactive: Fields): string {
  const text = requiredText(fields(interactive, 'body'), 'text', 1024)
  if (interactive.footer) requiredText(fields(interactive, 'footer'), 'text', 60)
  if (interactive.type === 'cta_url') {
    requiredText(fields(fields(interactive, 'action'), 'parameters'), 'url')
    return text
  }
  const ids = choicesOf(interactive).map((choice) => choice.id)
  if (new Set(ids).size !== ids.length) throw new GraphError(131009, 'ids of buttons and rows must be unique')
  return text
}

/** What can be tapped in an interactive message. */
export function choicesOf(interactive: Fields): Choice[] {
  const action = fields(interactive, 'action')
  if (interactive.type === 'button') return list(action, 'buttons', 1, 3).map(buttonOf)
  if (interactive.type === 'list') return rowsOf(action)
  throw new GraphError(131009, 'interactive.type must be "button", "list" or "cta_url"')
}

function buttonOf(button: Fields): Choice {
  if (button.type !== 'reply') throw new GraphError(131009, 'a button\'s type must be "reply"')
  const reply = fields(button, 'reply')
  return { id: requiredText(reply, 'id', 256), title: requiredText(reply, 'title', 20), kind: 'button' }
}

function rowsOf(action: Fields): Choice[] {
  requiredText(action, 'button', 20)
  const rows = list(action, 'sections', 1, 10).flatMap((section) => list(section, 'rows', 1, 10))
  if (rows.length > 10) throw new GraphError(131009, `a list may have 10 rows in all, not ${rows.length}`)
  return rows.map((row) => {
    const choice: Choice = { id: requiredText(row, 'id', 200), title: requiredText(row, 'title', 24), kind: 'row' }
    return row.description ? { ...choice, description: requiredText(row, 'description', 72) } : choice
  })
}
