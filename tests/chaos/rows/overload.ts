import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { judge } from '../../system/received.ts'
import { all, ofCrowd } from '../promises.ts'
import type { Stage } from '../stage.ts'

/** Long enough for a queue of a minute's overload to drain on a small machine. */
const DRAIN_LIMIT_MS = 900_000
const TIMES_TOO_MUCH = 3

/** Three times as much as it can do: what is acknowledged is answered, late perhaps, and nothing dies. */
export async function overload(stage: Stage): Promise<Figure[]> {
  const { overloadMs, perSecond } = stage.scale
  const before = stage.programs().map(({ pid }) => pid)
  const crowd = stage.crowd()
  const received = stage.received()
  await crowd.write({ until: pause(overloadMs), perSecond: perSecond * TIMES_TOO_MUCH })
  await received.until(crowd.asked, DRAIN_LIMIT_MS)
  await stage.house.untilQuiet()
  await received.read()
  const verdict = judge(crowd.asked, received, await stage.house.turnNumbers())
  const [answered] = ofCrowd('16', verdict, 0)
  const alive = stage.programs().filter(({ pid }, index) => pid === before[index])
  const others = verdict.refusals.filter((status) => status !== 503)
  return [
    ...(answered ? [answered] : []),
    all('16 refused otherwise than by 503', others.length, 0, 'webhooks', [...new Set(others)].map(String)),
    all('16 still running', alive.length, before.length, 'services'),
  ]
}
