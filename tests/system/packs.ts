import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A copy of the packs in which the clinic keeps no quiet hours: a follow-up may leave at whatever time the tests run. */
export async function packsWithoutQuietHours(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'repartee-packs-'))
  await cp(fileURLToPath(new URL('../../packs', import.meta.url)), folder, { recursive: true })
  const file = join(folder, 'clinic/pack.yaml')
  const declared = await readFile(file, 'utf8')
  const changed = declared.replace(/quietHours: \{[^}]*\}/, "quietHours: { from: '00:00', to: '00:00' }")
  if (changed === declared) throw new Error('the clinic’s pack declares its quiet hours in another way')
  await writeFile(file, changed)
  return { folder, remove: () => rm(folder, { recursive: true }) }
}
