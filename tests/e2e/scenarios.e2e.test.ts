import { loadPack } from '@repartee/packs'
import { fileURLToPath } from 'node:url'
import { beforeAll, test } from 'vitest'
import { play } from './cards.ts'
import { CLINIC, HVAC, SALES, TRADING, useHouse } from './house.ts'

const house = useHouse()

beforeAll(() => house().openOnHolidays())

// A business has one calendar, so its cards are played one after the other; the businesses side by side.
test.concurrent.each([
  ['clinic', CLINIC],
  ['hvac', HVAC],
  ['sales', SALES],
  ['trading', TRADING],
] as const)('the scenario cards of %s, through the real webhooks', { timeout: 600_000 }, async (name, business) => {
  const pack = loadPack(fileURLToPath(new URL(`../../packs/${name}`, import.meta.url)))
  const at = house().of(business)
  const wrong: Record<string, string[]> = {}
  for (const card of pack.scenarios) {
    await at.freeCalendar()
    const found = await play(at, pack, card)
    if (found.length > 0) wrong[card.name] = found
  }
  if (Object.keys(wrong).length > 0) throw new Error(JSON.stringify(wrong, null, 2))
})
