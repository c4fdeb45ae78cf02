import type { startSystem } from '@repartee/testing'
import { afterAll, beforeAll } from 'vitest'
import { House } from '../system/house.ts'

export {
  CLINIC,
  HVAC,
  House,
  nextWeekday,
  PHONE_NUMBER_ID,
  SALES,
  TENANT,
  TRADING,
  type BookingRow,
  type DecisionRow,
  type SeenEvent,
} from '../system/house.ts'

/** Gives the test file a running system. Read it inside of tests. */
export function useHouse(options: Parameters<typeof startSystem>[0] = {}): () => House {
  let house: House | undefined
  beforeAll(async () => {
    house = await House.open(options)
  })
  afterAll(async () => {
    await house?.close()
  })
  return () => {
    if (house === undefined) throw new Error('the system is not started yet: use it inside of a test')
    return house
  }
}
