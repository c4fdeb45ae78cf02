import { loadPack } from '@repartee/packs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { play } from './cards.ts'
import { CLINIC, SALES, TRADING, useHouse } from './house.ts'

const house = useHouse()

beforeAll(() => house().openOnHolidays())

describe.each([
  ['clinic', CLINIC],
  ['sales', SALES],
  ['trading', TRADING],
] as const)('the %s’s scenario cards, through the real webhooks', (name, business) => {
  const pack = loadPack(fileURLToPath(new URL(`../../packs/${name}`, import.meta.url)))
  it.each(pack.scenarios.map((card) => [card.name, card] as const))('%s', async (_name, card) => {
    await house().freeCalendar()
    expect((await play(house().of(business), pack, card)).join('\n')).toBe('')
  })
})
