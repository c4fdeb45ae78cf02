import { findPacks, loadPack } from '@repartee/packs'
import { fileURLToPath } from 'node:url'
import { readGolden } from '../../eval/rows/golden.ts'
import { nonsenseFigures, speedFigures } from '../../eval/rows/speed.ts'
import type { Figure } from '../figures.ts'

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url))

/** What one capture and one first pass take on one core, over the golden sets of all packs; and what nonsense costs. */
export function understandingRow(): Figure[] {
  const packs = [...findPacks(PACKS).values()].map((folder) => loadPack(folder))
  const turns = packs.flatMap((pack) => readGolden(pack, pack.golden).map(({ input }) => ({ input, pack })))
  return [...speedFigures(turns), ...nonsenseFigures(packs)].map((figure) => ({
    ...figure,
    name: `understanding ${figure.name}`,
  }))
}
