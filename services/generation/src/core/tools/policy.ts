import type { PendingAction, TurnReceived } from '@repartee/contracts'
import type { Pack, Tool } from '@repartee/packs'
import { agreedOffer } from '../agreement.ts'
import { taskOfKind, type Context } from '../context.ts'
import type { ToolDefinition } from './definitions.ts'
import type { Done } from './done.ts'

/** Why a tool may not run now, whatever its arguments. */
export type PolicyReason =
  | 'not_in_pack'
  | 'not_on_channel'
  | 'no_offer'
  | 'not_agreed'
  | 'other_offer'
  | 'rate_limited'
  | 'too_many_steps'
  | 'once_a_turn'

export interface Refusal {
  readonly reason: PolicyReason
  readonly says: string
}

const CARRIES_OUT: Readonly<Record<string, PendingAction['kind']>> = {
  book: 'confirm_booking',
  move: 'confirm_move',
  cancel: 'confirm_cancel',
}

/** Tools of the engine that every pack has unless it forbids them by another entry of the same name. */
const ENGINES_OWN: Readonly<Record<string, Tool>> = {
  'memory.remember': {
    name: 'memory.remember',
    permission: 'write',
    channels: ['whatsapp', 'sms', 'phone', 'web'],
    perMinute: 10,
    timeoutMs: 2000,
    idempotent: true,
  },
}

/** The entry of the pack that governs a tool; null where the pack does not have it. */
export function governing(pack: Pick<Pack, 'tools'>, tool: Pick<ToolDefinition, 'governedBy'>): Tool | null {
  return pack.tools.find(({ name }) => name === tool.governedBy) ?? ENGINES_OWN[tool.governedBy] ?? null
}

/** The tools that a model is told of in this turn: those of the pack and the channel that could do something now. */
export function offeredTools(context: Context, tools: readonly ToolDefinition[]): ToolDefinition[] {
  const agreed = agreedOffer(context)
  return tools.filter((tool) => {
    const entry = governing(context.pack, tool)
    if (entry === null || !entry.channels.includes(channelOf(context.turn))) return false
    if (tool.kind === 'effect') return agreed !== null && CARRIES_OUT[tool.name] === agreed.kind
    if (tool.governedBy.startsWith('booking.') && context.pack.calendar === undefined) return false
    if (tool.name === 'propose_move') return taskOfKind(context.pack, 'move') !== null
    if (tool.name === 'propose_cancel') return taskOfKind(context.pack, 'cancel') !== null
    return true
  })
}

/**
 * May this tool run? Null when it may. An effect runs only for the offer that stands and that the contact agreed to in
 * this turn; nothing that a model says can change that.
 */
export function refusalOf(context: Context, tool: ToolDefinition, done: readonly Pick<Done, 'tool'>[]): Refusal | null {
  const entry = governing(context.pack, tool)
  if (entry === null) return { reason: 'not_in_pack', says: 'this business has no such tool' }
  if (!entry.channels.includes(channelOf(context.turn))) {
    return { reason: 'not_on_channel', says: 'it is not allowed on this channel' }
  }
  if (tool.kind !== 'effect' && entry.permission !== 'money') return null
  const { pending } = context.turn.snapshot
  if (pending === null) {
    return { reason: 'no_offer', says: 'nothing was offered: make an offer, it is read to them, and they are asked' }
  }
  const agreed = agreedOffer(context)
  if (agreed === null) return { reason: 'not_agreed', says: 'they have not said yes to the offer that waits' }
  if (done.some(({ tool: name }) => name in CARRIES_OUT)) {
    return { reason: 'once_a_turn', says: 'one offer was carried out in this turn; it is told to them' }
  }
  return CARRIES_OUT[tool.name] === agreed.kind
    ? null
    : { reason: 'other_offer', says: `they said yes to something else: ${agreed.summary}` }
}

const channelOf = (turn: TurnReceived) => turn.address.channel
