import { metaText, newWamid } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { type Asked, deliverUntilTaken } from '../../system/crowd.ts'
import { questionAt } from '../../system/questions.ts'
import { judge } from '../../system/received.ts'
import { ofCrowd } from '../promises.ts'
import type { Stage } from '../stage.ts'

const BURSTS = 3
const IN_A_BURST = 2
const WITHIN_MS = 60
const REPLY_LIMIT_MS = 60_000

/** People send two messages at once, in any order and to either gateway: one answer to a burst or two, each in order. */
export async function bursts(stage: Stage): Promise<Figure[]> {
  const asked: Asked[] = []
  const received = stage.received()
  const contacts = Array.from({ length: stage.scale.rivals }, (_, index) => `3475${String(index).padStart(7, '0')}`)
  for (let burst = 0; burst < BURSTS; burst += 1) {
    const said = contacts.flatMap((from, contact) =>
      shuffled(Array.from({ length: IN_A_BURST }, (_, index) => askedBy(from, contact + burst * IN_A_BURST + index))),
    )
    asked.push(...said)
    await Promise.all(said.map((one) => ask(stage, one)))
    await received.until(said, REPLY_LIMIT_MS)
  }
  await stage.house.untilQuiet()
  await received.read()
  return ofCrowd('8', judge(asked, received, await stage.house.turnNumbers()), 10)
}

function askedBy(from: string, index: number): Asked {
  const refusals = { statuses: [], connections: 0 }
  return { from, question: questionAt(index), sentAtMs: Date.now(), acknowledgedAtMs: null, refusals }
}

async function ask(stage: Stage, asked: Asked): Promise<void> {
  await pause(Math.random() * WITHIN_MS)
  const { from, question } = asked
  asked.refusals = await deliverUntilTaken(stage.entrance, metaText({ from, text: question.text, id: newWamid() }))
  asked.acknowledgedAtMs = Date.now()
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
