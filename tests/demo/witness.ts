import { jetstream } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { adviceGiven, bookingConfirmed, CONVERSATION, type Payload } from '@repartee/contracts'
import { eventually, type RunningSystem } from '@repartee/testing'
import pg from 'pg'

type Advice = Payload<typeof adviceGiven>

/** Reads along: the events of the stream, the rows of Postgres, the traces. */
export class Witness {
  readonly #system: RunningSystem
  readonly #nats: NatsConnection
  readonly #database: pg.Pool
  readonly #advice: Advice[] = []
  #bookingTrace: string | null = null

  private constructor(system: RunningSystem, nats: NatsConnection) {
    this.#system = system
    this.#nats = nats
    this.#database = new pg.Pool({ connectionString: system.servers.databaseUrl, options: '-c role=repartee_worker' })
  }

  static async of(system: RunningSystem): Promise<Witness> {
    const witness = new Witness(system, await connect({ servers: system.servers.natsUrl }))
    await witness.#read()
    return witness
  }

  async close(): Promise<void> {
    await this.#nats.close()
    await this.#database.end()
  }

  /** The advice so far, oldest first. */
  advice(): readonly Advice[] {
    return this.#advice
  }

  /** The trace of the turn that booked first. */
  bookingTrace(): string | null {
    return this.#bookingTrace
  }

  async bookings(): Promise<string[]> {
    const { rows } = await this.#database.query<{ line: string }>(
      `SELECT format('%s, %s with %s, %s for %s (%s)', status,
         to_char(lower(span) AT TIME ZONE 'Europe/Madrid', 'Dy DD Mon HH24:MI'), resource.name, service.name,
         contact_name, contact_phone) AS line
       FROM booking.booking
       JOIN booking.service ON service.tenant_id = booking.tenant_id AND service.id = service_id
       JOIN booking.resource ON resource.tenant_id = booking.tenant_id AND resource.id = resource_id
       WHERE status = 'confirmed' ORDER BY lower(span)`,
    )
    return rows.map(({ line }) => line)
  }

  async followUps(): Promise<string[]> {
    const { rows } = await this.#database.query<{ line: string }>(
      `SELECT format('%s, due %s', reason, to_char(due_at AT TIME ZONE 'Europe/Madrid', 'Dy DD Mon HH24:MI')) AS line
       FROM followup.item WHERE status = 'pending' ORDER BY due_at`,
    )
    return rows.map(({ line }) => line)
  }

  /** The trace as a tree, when all of its spans have come. */
  async traceTree(trace: string): Promise<string> {
    const url = `${this.#system.tracesUrl}/traces/${trace}.txt`
    return eventually(
      async () => {
        const response = await fetch(url)
        const text = await response.text()
        return response.ok && text.includes('coach') && text
      },
      { withinMs: 5000, what: 'the trace with the coach’s span' },
    )
  }

  async #read(): Promise<void> {
    const consumer = await jetstream(this.#nats).consumers.get(CONVERSATION.name)
    const messages = await consumer.consume()
    void this.#take(messages)
  }

  async #take(
    messages: AsyncIterable<{ subject: string; headers?: { get(name: string): string }; json<T>(): T }>,
  ): Promise<void> {
    for await (const message of messages) {
      if (message.subject.startsWith(`${adviceGiven.name}.`)) this.#advice.push(message.json<Advice>())
      if (message.subject.startsWith(`${bookingConfirmed.name}.`)) {
        this.#bookingTrace ??= message.headers?.get('Repartee-Trace-Id') ?? null
      }
    }
  }
}
