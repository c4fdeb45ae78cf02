import { eventually, metaText } from '@repartee/testing'
import type { Figure } from '../figures.ts'
import { newContact, post } from '../load.ts'
import { startRepartee } from '../repartee.ts'

const HELD = 50
const REACH_S = 10

/** Row 12: a worker is stopped, takes 50 turns into its hands, and is killed; another one finishes them. */
export async function killedWorkerRow(): Promise<Figure[]> {
  const repartee = await startRepartee()
  try {
    const { system, sink } = repartee
    const generation = system.programs['generation']
    if (generation === undefined) throw new Error('there is no process of the service generation')
    const contacts = Array.from({ length: HELD }, newContact)
    const ask = (from: string, text: string) =>
      post(repartee, JSON.stringify(metaText({ from, text, phoneNumberId: '100000000000001' })))
    // Once each, so that every worker is warm.
    await Promise.all(contacts.map((from) => ask(from, 'hello')))
    await eventually(() => contacts.every((from) => sink.received.get(from) === 1), {
      withinMs: 30_000,
      what: 'the first replies',
    })

    generation.signal('SIGSTOP')
    await Promise.all(contacts.map((from) => ask(from, 'what are your opening hours?')))
    await eventually(() => unanswered(contacts, sink.received) === HELD, { withinMs: 5000, what: '50 turns held' })
    const { program: other } = await system.startAnother('generation')
    const killedAt = performance.now()
    generation.signal('SIGKILL')
    await eventually(() => unanswered(contacts, sink.received) === 0, { withinMs: 60_000, what: 'all 50 answered' })
    const tookS = (performance.now() - killedAt) / 1000
    await eventually(() => performance.now() - killedAt > 15_000, { withinMs: 20_000, what: 'time for a second reply' })
    const twice = contacts.filter((from) => (sink.received.get(from) ?? 0) > 2).length
    await other.stop(10_000)
    return [
      {
        name: '12 killed worker',
        figure: tookS,
        unit: 's',
        against: `${HELD} turns held by it, ${twice} answered twice`,
        ratio: null,
        reach: `all ≤ ${REACH_S} s, none twice`,
        met: tookS <= REACH_S && twice === 0,
      },
    ]
  } finally {
    await repartee.stop()
  }
}

function unanswered(contacts: readonly string[], received: ReadonlyMap<string, number>): number {
  return contacts.filter((from) => (received.get(from) ?? 0) < 2).length
}
