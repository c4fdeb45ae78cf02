import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { withGeneratedPart } from '../lib/checking/generated.mjs'
import { rootFolder } from '../lib/paths.mjs'

const PAGE = 'docs/understanding.md'

/**
 * The conversation's state machine in docs/understanding.md, drawn out of the code that runs it.
 * @returns {Promise<Record<string, string>>}
 */
export async function generate() {
  const core = join(rootFolder, 'services/situation/dist/core/diagram.js')
  const { stateDiagram, stateTable } = await import(pathToFileURL(core).href)
  const part = `\`\`\`mermaid\n${stateDiagram()}\n\`\`\`\n\n${stateTable()}`
  return { [PAGE]: withGeneratedPart(PAGE, 'states', part) }
}
