import type { Pack } from '@repartee/packs'
import type { Figure } from '../../bench/figures.ts'
import type { ByModel, UnderstoodByModel } from '../by-model.ts'
import { goldenFigures, type GoldenRead, type GoldenSet } from './golden.ts'

const AT_ONCE = 4

/** The golden figures with models beside those of the rules; what it cost stands at the end. */
export async function modelFigures(sets: readonly GoldenSet[], models: ByModel): Promise<Figure[]> {
  const figures: Figure[] = []
  let costUsd: number | null = 0
  let calls = 0
  for (const set of sets) {
    const byRules = new Map(goldenFigures(set, () => undefined).map(({ name, figure }) => [name, figure]))
    const reads = await withModels(set.pack, set.reads, models)
    const spent = reads.flatMap(({ understood }) => (understood as UnderstoodByModel).usage)
    calls += spent.length
    for (const { costUsd: cost } of spent) costUsd = costUsd === null || cost === null ? null : costUsd + cost
    for (const each of goldenFigures({ ...set, reads }, () => undefined)) {
      const rules = byRules.get(each.name) ?? Number.NaN
      figures.push({ ...each, name: `${each.name}, with models`, against: `by rules ${rules.toFixed(2)}` })
    }
  }
  const cost = { name: 'models: spent on the golden sets', figure: costUsd ?? Number.NaN, unit: 'USD' }
  return [...figures, { ...cost, against: `${calls} calls`, ratio: null, reach: '', met: true }]
}

async function withModels(pack: Pack, reads: readonly GoldenRead[], models: ByModel): Promise<GoldenRead[]> {
  const read: GoldenRead[] = []
  for (let at = 0; at < reads.length; at += AT_ONCE) {
    const some = reads.slice(at, at + AT_ONCE)
    read.push(
      ...(await Promise.all(
        some.map(async (each) => ({ ...each, understood: await models.understand(each.input, pack) })),
      )),
    )
  }
  return read
}
