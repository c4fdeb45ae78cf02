import { loadPack } from '@repartee/packs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { playCard } from './card.ts'
import { playConfusion } from './confusion.ts'
import { confusions } from './confusions.ts'
import { placeOf } from './places.ts'

const packs = Object.fromEntries(
  ['clinic', 'hvac', 'sales', 'trading'].map((name) => [
    name,
    loadPack(fileURLToPath(new URL(`../../../packs/${name}`, import.meta.url))),
  ]),
)

describe('contacts who change the topic, correct, refuse and come back', () => {
  it.each(confusions.map((each) => [each.pack, each.language, each.name, each] as const))(
    '%s, %s: %s',
    (name, _language, _title, each) => {
      const pack = packs[name]
      expect(pack && playConfusion(each, pack).join('\n')).toBe('')
    },
  )
})

describe.each(Object.values(packs))('scenario cards of $name, by rules', (pack) => {
  it.each(pack.scenarios)('$name', (card) => {
    const { wrong, transcript } = playCard(card, pack, placeOf(pack))
    expect(wrong.length > 0 ? [...wrong, ...transcript].join('\n') : '').toBe('')
  })
})
