import { RetryLaterError } from '@repartee/bus'
import type { Draining } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import type { Ended } from './sendings.ts'

/** As long a handler waits for a provider; then others may have its place, and the answer is awaited beside it. */
const PATIENCE_MS = 10_000
/** How soon the handler comes back to look. */
const LOOK_AGAIN_MS = 1000
const LOOK_MS = 50
/** How often others are told that a send is still on its way. */
const TOUCH_MS = 3000

/** Sends whose provider has not answered yet: a slow answer is still an answer, and until then nobody sends again. */
export class Flights {
  private readonly flying = new Map<string, Promise<Ended>>()

  constructor(
    draining: Draining,
    private readonly log: Logger,
  ) {
    draining.onDrain('sends', async () => {
      await Promise.allSettled(this.flying.values())
    })
  }

  /** Begins a send and waits for its end. Throws RetryLaterError when the provider takes its time: look again with `rejoin`. */
  board(reply: string, send: () => Promise<Ended>, touch: () => Promise<void>): Promise<Ended> {
    const timer = setInterval(() => {
      touch().catch((error: unknown) => this.log.warn({ err: error }, 'the mark of a slow send cannot be renewed'))
    }, TOUCH_MS)
    const flight = send().finally(() => {
      clearInterval(timer)
      this.flying.delete(reply)
    })
    this.flying.set(reply, flight)
    return within(flight, PATIENCE_MS)
  }

  /** The send of this reply that is on its way in this process, if there is one; else undefined. */
  rejoin(reply: string): Promise<Ended> | undefined {
    const flight = this.flying.get(reply)
    return flight && within(flight, LOOK_MS)
  }
}

/** Nobody may be there to hear of an end that comes later: the mark tells it. */
async function within(flight: Promise<Ended>, limitMs: number): Promise<Ended> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), limitMs)
  try {
    const ended = await Promise.race([flight, late.promise])
    if (ended !== null) return ended
  } finally {
    clearTimeout(timer)
  }
  flight.catch(() => undefined)
  throw new RetryLaterError('the provider has not answered yet', { delayMs: LOOK_AGAIN_MS })
}
