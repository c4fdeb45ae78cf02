// Compiled by types.test.ts, never run: each line after @ts-expect-error must be refused.
import { bookingServices, outgoing, sessionReleased, sessionTakenOver, turnReceived } from '@repartee/contracts'
import type { Outgoing, QuestionAnswer } from '@repartee/contracts'
import { Answer, On } from '@repartee/bus'
import type { Asked, Bus, Incoming } from '@repartee/bus'

export class Handlers {
  @On(sessionReleased)
  async fits(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    const { session } = event.data
    return [
      outgoing(sessionTakenOver, {
        tenant: event.tenant,
        session,
        by: event.data.by,
        how: 'console',
        at: event.data.at,
      }),
    ]
  }

  @On(sessionReleased, { name: 'blind' })
  async needsNothing(): Promise<Outgoing[]> {
    return []
  }

  // @ts-expect-error another event
  @On(sessionReleased)
  async ofAnother(_event: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    return []
  }

  // @ts-expect-error the payload alone
  @On(sessionReleased)
  async ofPayload(_event: { by: string }): Promise<Outgoing[]> {
    return []
  }

  // @ts-expect-error returns nothing
  @On(sessionReleased)
  async returnsNothing(_event: Incoming<typeof sessionReleased>): Promise<void> {}

  // @ts-expect-error returns what is no event
  @On(sessionReleased)
  async returnsText(_event: Incoming<typeof sessionReleased>): Promise<string[]> {
    return []
  }

  // @ts-expect-error is not asynchronous
  @On(sessionReleased)
  returnsAtOnce(_event: Incoming<typeof sessionReleased>): Outgoing[] {
    return []
  }

  // @ts-expect-error no such option
  @On(sessionReleased, { retries: 3 })
  async withOption(_event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    return []
  }

  @Answer(bookingServices)
  async answers(_asked: Asked<typeof bookingServices>): Promise<QuestionAnswer<typeof bookingServices>> {
    return { services: [] }
  }

  // @ts-expect-error another answer
  @Answer(bookingServices)
  async answersElse(_asked: Asked<typeof bookingServices>): Promise<{ resources: string[] }> {
    return { resources: [] }
  }
}

export async function uses(bus: Bus): Promise<string | undefined> {
  // @ts-expect-error not a field of the event
  outgoing(sessionReleased, { tenant: 'demo-clinic', session: '', who: 'Ana', at: '' })
  // @ts-expect-error not the question's request
  await bus.ask(bookingServices, { session: 'x' })
  const { services } = await bus.ask(bookingServices, { tenant: 'demo-clinic' })
  return services[0]?.key
}
