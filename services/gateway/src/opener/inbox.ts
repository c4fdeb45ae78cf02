import { RetryLaterError } from '@repartee/bus'
import { messageReceived, type Payload } from '@repartee/contracts'
import type { Database, Redis } from '@repartee/service'
import { count, type Logger } from '@repartee/telemetry'

export type Received = Payload<typeof messageReceived>

const REMEMBERED_SECONDS = 7 * 24 * 3600

/** How long a message waits for Postgres, and how long Postgres is left alone when it was away. */
const PATIENCE_MS = 1000

/** What contacts sent, once each. */
export class Inbox {
  private awayUntilMs = 0

  constructor(
    private readonly database: Database,
    private readonly redis: Redis,
    private readonly log: Logger,
  ) {}

  /**
   * Takes a message in, by one statement. True when the broker message at `sequence` is the one that brought it, also when
   * that is delivered again; false for a duplicate. With Postgres away Redis stands in; with both away the broker's window
   * and the session's own memory must do.
   */
  async take(received: Received, sequence: number): Promise<boolean> {
    const isTaken = performance.now() < this.awayUntilMs ? null : await this.insertInTime(received, sequence)
    if (isTaken !== null) return isTaken
    count('repartee_messages_received_total', { channel: received.address.channel, result: 'stand_in' })
    return this.remember(received.message.id, sequence)
  }

  /** Null when Postgres is away or slow; then it is not asked for a moment. A statement that ends later does no harm. */
  private async insertInTime(received: Received, sequence: number): Promise<boolean | null> {
    const late = Promise.withResolvers<null>()
    const timer = setTimeout(() => late.resolve(null), PATIENCE_MS)
    try {
      const isTaken = await Promise.race([this.insertUnlessAway(received, sequence), late.promise])
      if (isTaken === null) this.awayUntilMs = performance.now() + PATIENCE_MS
      return isTaken
    } finally {
      clearTimeout(timer)
    }
  }

  private async insertUnlessAway(received: Received, sequence: number): Promise<boolean | null> {
    try {
      return await this.insert(received, sequence)
    } catch (error) {
      if (error instanceof RetryLaterError) return null
      throw error
    }
  }

  /** Writes the row of a message that may have been taken while Postgres was away; the archive calls it for each event. */
  async insert({ tenant, session, address, message, receivedAt }: Received, sequence: number): Promise<boolean> {
    const [row] = await this.database.query<{ taken: boolean }>(
      'SELECT conversation.take_message($1, $2, $3, $4, $5, $6, $7, $8, $9) AS taken',
      [
        tenant,
        address.channel,
        address.account,
        message.providerId,
        message.id,
        session,
        JSON.stringify(message),
        sequence,
        receivedAt,
      ],
    )
    return row?.taken === true
  }

  private async remember(message: string, sequence: number): Promise<boolean> {
    try {
      const before = await this.redis.set(`taken:${message}`, String(sequence), 'EX', REMEMBERED_SECONDS, 'NX', 'GET')
      return before === null || before === String(sequence)
    } catch (error) {
      this.log.debug({ err: error }, 'neither Postgres nor Redis remembers this message')
      return true
    }
  }
}
