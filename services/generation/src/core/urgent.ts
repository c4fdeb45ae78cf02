import { findRedFlag, redFlagParameters } from '@repartee/packs'
import { say } from './plan.ts'
import type { Say } from './step.ts'
import type { Context } from './context.ts'

/** A red flag: names the emergency number, never books, and calls a human. */
export function redFlag(context: Context): Say | null {
  const { pack, turn } = context
  if (context.detection.redFlag === null) return null
  const flag = findRedFlag(pack, turn.text)
  if (flag === null) return null
  const { businessName, region } = turn.snapshot.settings
  const params = { ...redFlagParameters(pack, region), business: businessName }
  return say(context, [{ key: flag.message, params }], { state: 'escalated', task: null, escalate: 'red_flag' })
}

/** Somebody who asks for a person gets one, whatever else is going on. */
export function human(context: Context): Say | null {
  if (!context.detection.asksHuman) return null
  const isWaiting = context.turn.snapshot.state === 'escalated'
  return say(context, [{ key: isWaiting ? 'human.waiting' : 'human.connecting' }], {
    state: 'escalated',
    task: null,
    escalate: isWaiting ? null : 'asked_for_human',
  })
}

const MEDIA = new Set(['image', 'video', 'document', 'sticker', 'contacts', 'unsupported'])

/** Something without words that we cannot understand gets a polite answer. */
export function media(context: Context): Say | null {
  const last = context.turn.messages.at(-1)
  if (!last || context.turn.text.trim() !== '') return null
  if (last.kind === 'voice')
    return say(context, [{ key: 'media.voice_failed' }], { pending: context.turn.snapshot.pending })
  if (last.kind === 'location')
    return say(context, [{ key: 'media.location' }], { pending: context.turn.snapshot.pending })
  if (MEDIA.has(last.kind))
    return say(context, [{ key: 'media.unsupported' }], { pending: context.turn.snapshot.pending })
  return null
}

/** The contact wants no more messages, or wants them again: confirmed once. */
export function consent(context: Context): Say | null {
  const { consent: wish, snapshot } = context.turn
  if (wish === undefined) return null
  const key = wish === 'opted_out' ? 'optout.done' : 'optout.undone'
  return say(context, [{ key, params: { business: snapshot.settings.businessName } }], { state: 'idle', task: null })
}
