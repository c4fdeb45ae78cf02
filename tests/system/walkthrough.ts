import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The blocks of a page that name a file: ```yaml packs/bikes/pack.yaml. */
export function filesOf(page: string): Map<string, string> {
  const blocks = page.matchAll(/^```\w+ (?<path>packs\/\S+)\n(?<text>[\s\S]*?)^```$/gmu)
  return new Map([...blocks].map(({ groups }) => [groups?.['path'] ?? '', groups?.['text'] ?? '']))
}

/**
 * A folder with the packs of the repository and what docs/packs.md has its reader type in beside them; the lines of
 * tenants.yaml stand after those that are there. Whoever asked for it removes it.
 */
export function packsOfReader(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reader-'))
  cpSync(join(root, 'packs'), join(folder, 'packs'), { recursive: true })
  for (const [path, text] of filesOf(readFileSync(join(root, 'docs/packs.md'), 'utf8'))) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, path.endsWith('tenants.yaml') ? readFileSync(file, 'utf8') + text : text)
  }
  return join(folder, 'packs')
}
