import { checkPack, findRedFlag, formatProblem, loadPack, readTenants } from '@repartee/packs'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packsOfReader } from '../../system/walkthrough.ts'
import { goldenFigures, readGolden, redFlagFigures } from '../rows/golden.ts'
import { playCard } from './card.ts'
import { placeOf } from './places.ts'

const packs = packsOfReader()
afterAll(() => rmSync(dirname(packs), { recursive: true }))

describe('the pack that docs/packs.md has its reader write', () => {
  const folder = join(packs, 'bikes')

  it('is in order, and so is the business that opens with it', () => {
    expect(checkPack(folder).map((problem) => formatProblem('bikes', problem))).toEqual([])
    const { tenants, problems } = readTenants(packs)
    expect(problems).toEqual([])
    expect(tenants.map(({ id }) => id)).toContain('my-bikes')
  })

  const pack = loadPack(folder)
  it('understands its golden set', () => {
    const set = { pack, golden: pack.golden, reads: readGolden(pack, pack.golden) }
    const wrong: string[] = []
    const figures = [
      ...goldenFigures(set, (what, gold, found, { text }) =>
        wrong.push(`${what}: ${JSON.stringify([found, gold])}: ${text}`),
      ),
      ...redFlagFigures(set, () => {}),
    ]
    expect(wrong).toEqual([])
    expect(figures.length).toBeGreaterThan(0)
  })

  it('has what it extends: red flags and the words of a whole conversation', () => {
    expect(findRedFlag(pack, 'I fell and my friend is unconscious')).not.toBeNull()
    expect(pack.messages.es?.['confirm.book']?.[0]).toContain('{service}')
    expect(pack.messages.en?.['ask.service']).toEqual(['What does your bike need?'])
  })

  it.each(pack.scenarios)('plays the card $name', (card) => {
    const { wrong, transcript } = playCard(card, pack, placeOf(pack))
    expect(wrong.length > 0 ? [...wrong, ...transcript].join('\n') : '').toBe('')
  })
})
