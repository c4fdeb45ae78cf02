import type { InboundMessage } from '@repartee/contracts'
import { Database } from '@repartee/service'

/** The longest text that travels with its message; WhatsApp's own limit for what people type is 4096. */
export const LONGEST_TRAVELLING_TEXT = 16_384

/** Texts that are too long for the bus, which are kept beside it. */
export class LongTexts {
  constructor(private readonly database: Database) {}

  /**
   * The message as it travels: of a very long text the beginning, with a reference to the whole, which is stored first.
   * Throws RetryLaterError when it cannot be stored now.
   */
  async shorten(tenant: string, message: InboundMessage): Promise<InboundMessage> {
    const { id, text } = message
    if (text.length <= LONGEST_TRAVELLING_TEXT) return message
    await this.database.inTenant(tenant, (client) =>
      client.query(
        'INSERT INTO conversation.long_texts (id, tenant_id, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [id, tenant, text],
      ),
    )
    const beginning = text.slice(0, LONGEST_TRAVELLING_TEXT).toWellFormed()
    return { ...message, text: beginning, whole: { id, characters: text.length } }
  }

  /** The whole text behind a reference; null when it is not there (any more). */
  async whole(tenant: string, id: string): Promise<string | null> {
    return this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<{ body: string }>('SELECT body FROM conversation.long_texts WHERE id = $1', [
        id,
      ])
      return rows[0]?.body ?? null
    })
  }
}
