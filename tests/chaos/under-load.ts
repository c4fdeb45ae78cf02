import type { Figure } from '../bench/figures.ts'
import type { Asked } from '../system/crowd.ts'
import { judge, type Received } from '../system/received.ts'
import { book } from './bookers.ts'
import { ofBookers, ofCrowd } from './promises.ts'
import type { Stage } from './stage.ts'

/** One wave of contacts and bookers while a fault is played, and what came of it. */
export interface Wave {
  readonly row: string
  readonly perSecond: number
  readonly bookers: number
  /** Beyond this an answer counts as late. */
  readonly limitSeconds: number
  readonly fault: () => Promise<unknown>
}

/** Plays a fault under load; gives the promises that hold whatever breaks, what was asked, and what was got. */
export async function underLoad(
  stage: Stage,
  wave: Wave,
): Promise<{ figures: Figure[]; asked: readonly Asked[]; received: Received }> {
  const crowd = stage.crowd()
  const received = stage.received()
  const fault = wave.fault()
  const [booked] = await Promise.all([
    Promise.all(Array.from({ length: wave.bookers }, () => book(stage))),
    crowd.write({ until: fault, perSecond: wave.perSecond }),
  ])
  await received.until(crowd.asked, 60_000)
  await stage.house.untilQuiet()
  await received.read()
  return {
    figures: [
      ...ofCrowd(wave.row, judge(crowd.asked, received, await stage.house.turnNumbers()), wave.limitSeconds),
      ...(booked.length > 0 ? [ofBookers(wave.row, booked)] : []),
    ],
    asked: crowd.asked,
    received,
  }
}
