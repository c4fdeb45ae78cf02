import { findDateTimes, normalize } from '@repartee/language'
import type { Figure } from '../../bench/figures.ts'
import type { DialogueTurn } from '../dialogues.ts'
import { atLeast, Overlap, Share, shown } from '../figure.ts'
import { slotOf, TODAY, type Followed } from '../follow.ts'

/** What the dialogues show beside the figures: each turn that was read otherwise than it is annotated. */
export type Tell = (what: string, gold: unknown, found: unknown, followed: Followed) => void

const WHEN = ['date', 'time'] as const

/** Spans of days and times, and what they mean. */
export function whenFigures(turns: readonly Followed[], tell: Tell): Figure[] {
  const [overlap, exact, values] = [new Overlap(), new Overlap(), new Share()]
  for (const followed of turns) {
    for (const kind of WHEN) {
      const { text, spans } = followed.turn
      const gold = spans[`appointment_${kind}`]
      const slot = followed.understood.captured.slots[kind]
      const found = slot?.by === 'rules' ? slot : undefined
      const touches = gold !== undefined && found !== undefined && isTouching(text, gold, found.quote)
      overlap.count(gold !== undefined, found !== undefined, touches)
      exact.count(gold !== undefined, found !== undefined, touches && found.quote === gold)
      if (gold !== found?.quote) tell(kind, gold, found?.quote, followed)
      const said = gold === undefined ? undefined : confirmed(followed, `appointment_${kind}`)
      if (said === undefined) continue
      const value = findDateTimes(said, { now: TODAY.at, timeZone: TODAY.timeZone, language: 'en' })[0]?.[kind]
      values.count(found?.value === value)
      if (found?.value !== value) tell(`${kind} value`, value, found?.value, followed)
    }
  }
  const of = `${overlap.there} spans`
  return [
    atLeast('dates and times: spans that overlap, F1', overlap.f1, 0.97, of),
    atLeast('dates and times: exact spans, F1', exact.f1, 0.9, of),
    atLeast('dates and times: value', values.share, 0.95, `${values.all} confirmed`),
  ]
}

function isTouching(text: string, gold: string, found: string): boolean {
  const [start, at] = [text.indexOf(gold), text.indexOf(found)]
  return start < at + found.length && at < start + gold.length
}

/** What the system confirms next for a slot, unless the user says another value before. */
function confirmed({ dialogue, index }: Followed, slot: string): string | undefined {
  for (const turn of dialogue.turns.slice(index + 1)) {
    if (turn.speaker === 'user' && turn.spans[slot] !== undefined) return undefined
    const act = turn.acts.find((each) => each.act === 'CONFIRM' && each.slot === slot)
    if (act) return act.values[0]
  }
  return undefined
}

/** Names of cities and providers, where the system turn before asked for one or offered one. */
export function nameFigures(turns: readonly Followed[], tell: Tell): Figure[] {
  const found = { city: new Overlap(), provider: new Overlap() }
  for (const followed of turns) {
    for (const name of ['city', 'provider'] as const) {
      if (!isAbout(followed.before, name)) continue
      const [, gold] = Object.entries(followed.turn.spans).find(([slot]) => slotOf(slot) === name) ?? []
      const slot = followed.understood.captured.slots[name]
      // Who repeats the name that was offered takes the offer.
      const said = slot?.by === 'rules' ? slot.quote : undefined
      const isRight = gold !== undefined && said !== undefined && normalize(said) === normalize(gold)
      found[name].count(gold !== undefined, said !== undefined, isRight)
      if (!isRight && (gold ?? said) !== undefined) tell(name, gold, said, followed)
    }
  }
  return (['city', 'provider'] as const).map((name) =>
    atLeast(`${name} names: F1`, found[name].f1, 0.9, `${found[name].there} names`),
  )
}

const isAbout = (turn: DialogueTurn | undefined, slot: string) =>
  turn?.acts.some(({ act, slot: name }) => (act === 'REQUEST' || act === 'OFFER') && slotOf(name) === slot) ?? false

const ACTS: Readonly<Record<string, string>> = {
  AFFIRM: 'affirm',
  AFFIRM_INTENT: 'affirm',
  NEGATE: 'negate',
  NEGATE_INTENT: 'negate',
  INFORM: 'inform',
  REQUEST: 'request',
  REQUEST_ALTS: 'request_alternatives',
  SELECT: 'select',
  THANK_YOU: 'thank',
  GOODBYE: 'goodbye',
}
const MEASURED = [...new Set(Object.values(ACTS))]

/** Dialogue acts, all together and one by one. */
export function actFigures(turns: readonly Followed[], tell: Tell): Figure[] {
  const all = new Overlap()
  const each = new Map(MEASURED.map((act) => [act, new Overlap()]))
  for (const followed of turns) {
    const gold = new Set(followed.turn.acts.flatMap(({ act }) => ACTS[act] ?? []))
    const found = actsOf(followed)
    for (const act of MEASURED) {
      all.count(gold.has(act), found.has(act))
      each.get(act)?.count(gold.has(act), found.has(act))
      if (gold.has(act) !== found.has(act)) tell(`act ${act}`, gold.has(act), found.has(act), followed)
    }
  }
  return [
    atLeast('acts: micro F1', all.f1, 0.9, `${all.there} acts`),
    ...[...each].map(([act, { f1, there }]) => shown(`acts: ${act}, F1`, f1, `${there} acts`)),
  ]
}

/** Another value for what is read back refuses what was read back: the dialogues call it a no. */
function actsOf({ understood, pending }: Followed): Set<string> {
  const acts = new Set<string>(understood.detection.acts)
  if (pending === 'confirm_booking' && acts.has('correct')) acts.add('negate')
  return acts
}

const INTENTS: Readonly<Record<string, string>> = { FindProvider: 'find', BookAppointment: 'book' }

/** Is a provider looked for, or an appointment made? Turns that want neither are left out. */
export function intentFigures(turns: readonly Followed[], tell: Tell): Figure[] {
  const share = new Share()
  for (const followed of turns) {
    const gold = INTENTS[followed.turn.intent ?? 'NONE']
    if (gold === undefined) continue
    share.count(followed.task === gold)
    if (followed.task !== gold) tell('intent', gold, followed.task, followed)
  }
  return [atLeast('intents: find or book', share.share, 0.93, `${share.all} turns`)]
}
