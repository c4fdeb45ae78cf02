import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { withGeneratedPart } from '../lib/checking/generated.mjs'
import { rootFolder } from '../lib/paths.mjs'

/**
 * What is derived from the catalogue of contracts: the AsyncAPI document, the table of events, the permissions of NATS users.
 * @returns {Promise<Record<string, string>>}
 */
export async function generate() {
  const { asyncApiDocument, eventTable, natsAuthorization } = await import(
    pathToFileURL(join(rootFolder, 'libs/contracts/dist/index.js')).href
  )
  return {
    'docs/api/asyncapi.json': `${JSON.stringify(asyncApiDocument(), null, 2)}\n`,
    'docs/api/events.md': `# What is said on the bus\n\nGenerated from \`libs/contracts\` by: node scripts/generate.mjs\n\n${eventTable()}\n`,
    'deploy/nats-authorization.conf': `# One NATS user for each service. Generated from libs/contracts by: node scripts/generate.mjs\n${natsAuthorization()}`,
    ...(existsSync(join(rootFolder, 'ARCHITECTURE.md'))
      ? { 'ARCHITECTURE.md': withGeneratedPart('ARCHITECTURE.md', 'events', eventTable()) }
      : {}),
  }
}
