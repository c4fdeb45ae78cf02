import { Bus, type Incoming, RetryLaterError } from '@repartee/bus'
import {
  liveCancel,
  type MemoryFact,
  type messageReceived,
  outgoing,
  type Outgoing,
  turnReceived,
  type TurnReceived,
} from '@repartee/contracts'
import { findRedFlag, type Pack, Packs, turnDeadlineMs } from '@repartee/packs'
import { contactKeyOf, type Opened, SessionStore } from '@repartee/session'
import { count } from '@repartee/telemetry'
import type { GatewayConfig } from '../config.ts'
import { debounceMs } from '../core/debounce.ts'
import { Memory } from '../memory/memory.ts'

import { Consent, type Wish } from './consent.ts'
import { Inbox, type Received } from './inbox.ts'

/** How long a message waits that meets a committed turn. */
const COMMITTED_WAIT_MS = 200

type OpenTurn = Extract<Opened, { turn: TurnReceived }>

/** Makes turns of messages: each message once, bursts together, the newest turn in place of an unfinished one. */
export class Opener {
  constructor(
    private readonly inbox: Inbox,
    private readonly sessions: SessionStore,
    private readonly consent: Consent,
    private readonly packs: Packs,
    private readonly memory: Memory,
    private readonly bus: Bus,
    private readonly config: GatewayConfig,
  ) {}

  /** The events that a message gives: the turn that it opens, or nothing. Throws RetryLaterError while it must wait. */
  async take(incoming: Incoming<typeof messageReceived>): Promise<Outgoing[]> {
    const received = incoming.data
    const { channel } = received.address
    // Looked up beside the rest; a turn waits for it only as long as it says itself.
    const recalled = this.memory.recall(received.tenant, contactKeyOf(received.address, received.contact))
    if (!(await this.inbox.take(received, incoming.sequence))) return this.dropped(channel, 'duplicate')
    if (received.message.kind === 'reaction') return this.dropped(channel, 'reaction')
    const pack = this.packs.of(received.settings)
    const wish = await this.consent.wishOf(received, pack)
    if (wish === 'again') return this.dropped(channel, 'opted_out_already')
    return this.openTurn(incoming, pack, wish, recalled)
  }

  private async openTurn(
    incoming: Incoming<typeof messageReceived>,
    pack: Pack,
    wish: Wish | null,
    recalled: Promise<readonly MemoryFact[]>,
  ): Promise<Outgoing[]> {
    const received = incoming.data
    const opened = await this.open(received, incoming.sequence, pack)
    if (opened.do === 'nothing') return this.dropped(received.address.channel, 'taken_up')
    if (opened.do === 'wait') throw new RetryLaterError('a committed turn comes first', { delayMs: COMMITTED_WAIT_MS })
    if (opened.superseded !== null) this.cancel(received, opened.superseded)
    if (wish !== null) return this.withConsent(received, incoming.sequence, pack, wish)
    // Only the delivery that opened the turn waits: when it comes again, whatever the reason, the turn leaves if it still stands.
    const windowMs = opened.do === 'open' ? this.windowMs(received, pack, opened) : 0
    if (windowMs > 0) throw new RetryLaterError('more may belong to this turn', { delayMs: windowMs })
    const memory = await recalled
    return [outgoing(turnReceived, memory.length === 0 ? opened.turn : { ...opened.turn, memory: [...memory] })]
  }

  private async withConsent(received: Received, sequence: number, pack: Pack, wish: Wish): Promise<Outgoing[]> {
    const changed = await this.consent.fulfil(received, wish, new Date().toISOString())
    const again = await this.open(received, sequence, pack)
    if (again.do === 'nothing' || again.do === 'wait') return [changed]
    const consent = wish === 'stop' ? 'opted_out' : 'opted_in'
    return [changed, outgoing(turnReceived, { ...again.turn, consent })]
  }

  private async open(received: Received, sequence: number, pack: Pack): Promise<Opened> {
    return this.sessions.open({
      ...received,
      sequence,
      now: new Date().toISOString(),
      deadlineMs: turnDeadlineMs(pack, { channel: received.address.channel, text: received.message.text }),
      conversationGapHours: pack.limits.conversationHours,
      rememberedSlots: pack.slots.filter(({ remember }) => remember).map(({ name }) => name),
    })
  }

  private windowMs({ address, message }: Received, pack: Pack, { turn, superseded }: OpenTurn): number {
    const { pending, state } = turn.snapshot
    const capMs = this.config.DEBOUNCE_MS ?? pack.debounce[address.channel]
    if (capMs === 0) return 0
    return debounceMs({
      channel: address.channel,
      text: message.text,
      capMs,
      isRedFlag: findRedFlag(pack, turn.text) !== null,
      isPending: pending !== null,
      state,
      joined: superseded === null ? null : turn,
      nowMs: Date.now(),
    })
  }

  private cancel({ tenant, session }: Received, { turn, number }: { turn: string; number: number }): void {
    this.bus.live(liveCancel, { tenant, session, turn, number, reason: 'superseded' })
  }

  private dropped(channel: string, result: string): [] {
    count('repartee_messages_received_total', { channel, result })
    return []
  }
}
