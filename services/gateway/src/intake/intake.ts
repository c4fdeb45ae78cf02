import { Bus, BusUnavailableError, RetryLaterError } from '@repartee/bus'
import { type Address, type InboundMessage, messageReceived, outgoing, type Outgoing } from '@repartee/contracts'
import { Spool } from '@repartee/outbox'
import { Problem } from '@repartee/service'
import { messageIdOf, sessionIdOf } from '@repartee/session'
import { count, type Logger } from '@repartee/telemetry'
import type { GatewayConfig } from '../config.ts'
import type { ReadContact, ReadMessage } from '../core/reading.ts'
import type { Instance } from '../instances/instance.ts'
import { LongTexts } from './long-texts.ts'

/** Something that came in on an instance. */
export interface Arrival {
  readonly instance: Instance
  readonly from: ReadContact
  readonly message: ReadMessage
  /** The provider's id of the call, on the phone. */
  readonly call?: string
  /** ISO, when it reached us. */
  readonly receivedAt: string
}

/** Takes in what providers deliver: on the bus, else in the spool, else not at all, so that the provider tries again. */
export class Intake {
  private wasSpooled = false

  constructor(
    private readonly bus: Bus,
    private readonly spool: Spool,
    private readonly longTexts: LongTexts,
    private readonly config: GatewayConfig,
    private readonly log: Logger,
  ) {}

  /** Does the spool hold what came while NATS was away? */
  get isSpooling(): boolean {
    return this.spool.isOpen
  }

  /** Stores a contact's message and returns its ids. Throws a Problem with 503 when nobody can store it. */
  async receive(arrival: Arrival): Promise<{ tenant: string; session: string; message: string }> {
    const { instance, from, receivedAt } = arrival
    const address = addressOf(instance, from, arrival.call)
    const session = sessionIdOf(instance.tenant, instance.name, address)
    const id = messageIdOf(instance.tenant, instance.channel, instance.account, arrival.message.providerId)
    const message: InboundMessage = await this.longTexts.shorten(instance.tenant, { id, ...arrival.message })
    const { name, phone } = from
    await this.store(
      outgoing(messageReceived, {
        tenant: instance.tenant,
        session,
        instance: instance.name,
        settings: instance.settings,
        address,
        contact: { ...(name && { name }), ...(phone && { phone }) },
        message,
        receivedAt,
      }),
      id,
    )
    return { tenant: instance.tenant, session, message: id }
  }

  /**
   * Stores an event under an id that a repetition has too. One whose `order` matters waits behind what is in the spool.
   * Throws a Problem with 503 when nobody can store it.
   */
  async store(event: Outgoing, id: string, order: 'in_order' | 'any_order' = 'in_order'): Promise<'bus' | 'spool'> {
    if (order === 'in_order' && this.spool.isOpen && (await this.queued(event, id))) return 'spool'
    const isPublished = await during(() => this.bus.publish(event, { id, timeoutMs: this.config.PUBLISH_TIMEOUT_MS }))
    if (isPublished === true) return this.stored('bus')
    const isKept = await during(() => this.spool.append(event, id))
    if (isKept === true) return this.stored('spool', isPublished.outage)
    count('repartee_webhooks_rejected_total', { channel: 'any', reason: 'unavailable' })
    throw new Problem(503, 'Service Unavailable', {
      detail: 'nothing can be stored now; try again',
      cause: isKept.outage,
    })
  }

  /** Says once when messages begin to go to the spool, and once when they leave directly again. */
  private stored(where: 'bus' | 'spool', outage?: Error): 'bus' | 'spool' {
    if (where === 'spool' && !this.wasSpooled)
      this.log.error({ err: outage }, 'NATS does not take messages; they go to the spool')
    if (where === 'bus' && this.wasSpooled) this.log.info('NATS takes messages again')
    this.wasSpooled = where === 'spool'
    return where
  }

  /** Behind those that wait in the spool already. False when none wait; or when Postgres is away, since the bus is better than nothing. */
  private async queued(event: Outgoing, id: string): Promise<boolean> {
    let isQueued = false
    await during(async () => {
      isQueued = await this.spool.appendWhileOpen(event, id)
    })
    return isQueued
  }
}

/** Did it work? An outage is handed back, any other error is thrown. */
async function during(work: () => Promise<unknown>): Promise<true | { outage: Error }> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof BusUnavailableError || error instanceof RetryLaterError) return { outage: error }
    throw error
  }
}

/** Where a message came from and where its answer goes. */
export function addressOf(instance: Instance, from: ReadContact, call?: string): Address {
  const { channel, provider, account } = instance
  return { channel, provider, account, contact: from.contact, contactKind: from.contactKind, ...(call && { call }) }
}
