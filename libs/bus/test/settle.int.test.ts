import { Controller } from '@nestjs/common'
import { sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { On, PermanentError, RetryLaterError } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
let service: Started | undefined

afterEach(async () => {
  await service?.stop()
})

type Handle = (event: Incoming<typeof sessionReleased>) => Outgoing[]

/** A service whose handler of `session.released` does what the test says; remembers what `session.taken-over` brought. */
async function serve(handle: Handle, limits: { maxDeliveries?: number; maxRedeliveries?: number } = {}) {
  const followed: { id: string; by: string }[] = []
  // Tests share one stream; each takes up its own session only.
  const session = randomUUID()
  @Controller()
  class FollowUp {
    @On(sessionReleased, limits)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      return event.session === session ? handle(event) : []
    }
    @On(sessionTakenOver)
    async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
      if (event.session === session) followed.push({ id: event.id, by: event.data.by })
      return []
    }
  }
  service = await startService('followup', nats.url, [FollowUp])
  return { bus: service.bus, session, followed }
}

const DURABLE = 'followup_session-released_v1'

async function onlyLetter(bus: Started['bus'], session: string) {
  const letters = await eventually(
    async () => {
      const found = (await bus.deadLetters({ limit: 100 })).filter((letter) => letter.session === session)
      return found.length > 0 ? found : null
    },
    { what: 'a dead letter' },
  )
  expect(letters).toHaveLength(1)
  return letters[0]!
}

describe('a returned event', () => {
  test('is published with an id derived from the incoming one', async () => {
    const { bus, session, followed } = await serve((event) => [
      takenOver('first', event.data.session),
      takenOver('second', event.data.session),
    ])
    await bus.publish(released('Ana', session), { id: `in-${session}` })
    await eventually(() => followed.length === 2, { what: 'both returned events' })
    expect(followed.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: `${DURABLE}:in-${session}:0`, by: 'first' },
      { id: `${DURABLE}:in-${session}:1`, by: 'second' },
    ])
  })

  test('that does not fit its contract makes a dead letter of the message', async () => {
    const { bus, session } = await serve(() => [{ event: sessionTakenOver, data: { tenant: 'demo-clinic' } }])
    await bus.publish(released('Ana', session))
    const letter = await onlyLetter(bus, session)
    expect(letter.reason).toBe('permanent')
    expect(letter.detail).toContain('session.taken-over does not fit its contract')
  })

  test('is stored once, also when its handler runs twice', async () => {
    const { bus, session, followed } = await serve((event) => {
      if (event.deliveryCount === 1) throw new Error('after the work, before the acknowledgement')
      return [takenOver('once', event.data.session)]
    })
    await bus.publish(released('Ana', session))
    await bus.publish(released('Ana', session), { id: `twice-${session}` })
    await bus.publish(released('Ana', session), { id: `twice-${session}` })
    await eventually(() => followed.length >= 2, { what: 'one event for each of the two messages' })
    expect(followed).toHaveLength(2)
  })
})

describe('an error', () => {
  test('that is permanent makes a dead letter at once, with reason, handler and trace', async () => {
    let runs = 0
    const { bus, session } = await serve(() => {
      runs += 1
      throw new PermanentError('there is no such tenant')
    })
    const traceId = 'ab'.repeat(16)
    await bus.publish(released('Ana', session), { id: session, traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
    expect(await onlyLetter(bus, session)).toMatchObject({
      reason: 'permanent',
      detail: 'PermanentError: there is no such tenant',
      handler: DURABLE,
      id: session,
      deliveries: 1,
      traceId,
      subject: `session.released.v1.demo-clinic.${session}`,
    })
    expect(runs).toBe(1)
  })

  test('that says wait brings the message again, and is no failure', async () => {
    const counts: number[] = []
    const { bus, session, followed } = await serve(
      (event) => {
        counts.push(event.deliveryCount)
        if (counts.length < 20) throw new RetryLaterError('the turn is committed', { delayMs: 10 })
        return [takenOver('patient', event.data.session)]
      },
      { maxDeliveries: 2, maxRedeliveries: 50 },
    )
    await bus.publish(released('Ana', session))
    await eventually(() => followed.length === 1, { what: 'the event after twenty deliveries' })
    expect(counts).toEqual(Array.from({ length: 20 }, (_one, index) => index + 1))
  })

  test('that says wait for longer than this process should keep it gives the message back to the broker', async () => {
    const counts: number[] = []
    const { bus, session, followed } = await serve((event) => {
      counts.push(event.deliveryCount)
      if (counts.length === 1) throw new RetryLaterError('the deadline of the turn', { delayMs: 5500 })
      return [takenOver('late', event.data.session)]
    })
    await bus.publish(released('Ana', session))
    await eventually(() => followed.length === 1, { withinMs: 10_000, what: 'the event after the wait' })
    expect(counts).toEqual([1, 2])
  })

  test('that says wait more often than allowed makes a dead letter', async () => {
    const { bus, session } = await serve(
      () => {
        throw new RetryLaterError('not yet', { delayMs: 1 })
      },
      { maxRedeliveries: 5 },
    )
    await bus.publish(released('Ana', session))
    expect(await onlyLetter(bus, session)).toMatchObject({ reason: 'delivered_too_often' })
  })

  test('of any other kind brings the message again with backoff, and a dead letter after the last delivery', async () => {
    const counts: number[] = []
    const { bus, session } = await serve(
      (event) => {
        counts.push(event.deliveryCount)
        throw new TypeError('undefined is not a function')
      },
      { maxDeliveries: 3 },
    )
    await bus.publish(released('Ana', session))
    const letter = await onlyLetter(bus, session)
    expect(letter).toMatchObject({ reason: 'failed_too_often', deliveries: 3 })
    expect(letter.detail).toBe('TypeError: undefined is not a function')
    expect(counts).toEqual([1, 2, 3])
  })
})

describe('a dead letter', () => {
  test('is also made of what does not fit the contract, unrun', async () => {
    let runs = 0
    const { bus, session } = await serve(() => {
      runs += 1
      return []
    })
    service!.strategy
      .unwrap<{ publish(subject: string, body: string): void }>()
      .publish(`session.released.v1.demo-clinic.${session}`, '{"tenant":"demo-clinic"}')
    const letter = await onlyLetter(bus, session)
    expect(letter).toMatchObject({ reason: 'invalid', text: '{"tenant":"demo-clinic"}' })
    expect(letter.detail).toContain('session')
    expect(runs).toBe(0)
  })

  test('that is sent again reaches the handler that gave it up, and no other', async () => {
    const others: string[] = []
    let isBroken = true
    const session = randomUUID()
    @Controller()
    class FollowUp {
      @On(sessionReleased, { name: 'broken' })
      async broken(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
        if (event.session !== session) return []
        if (isBroken) throw new PermanentError('broken')
        return [takenOver('mended', session)]
      }
      @On(sessionReleased, { name: 'whole' })
      async whole(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
        if (event.session === session) others.push(event.id)
        return []
      }
      @On(sessionTakenOver, { name: 'after' })
      async after(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
        if (event.session === session) others.push(event.data.by)
        return []
      }
    }
    service = await startService('followup', nats.url, [FollowUp])
    await service.bus.publish(released('Ana', session), { id: session })
    const letter = await onlyLetter(service.bus, session)
    isBroken = false
    await service.bus.sendAgain(letter.sequence)
    await eventually(() => others.includes('mended'), { what: 'what the mended handler returned' })
    expect(others).toEqual([session, 'mended'])
  })
})
