import type { Detection } from '@repartee/contracts'
import { findRedFlag, type GoldenLine, type Pack } from '@repartee/packs'
import type { Figure } from '../../bench/figures.ts'
import { atLeast, atMost, Overlap, Share } from '../figure.ts'
import { pendingAction, slotValues, turnOf } from '../turns.ts'
import { understand, understandInARow, type Understood } from '../understand.ts'

export type TellLine = (what: string, gold: unknown, found: unknown, line: GoldenLine) => void

/** A golden set and how its lines were read. */
export interface GoldenSet {
  readonly pack: Pack
  readonly golden: readonly GoldenLine[]
  readonly reads: readonly GoldenRead[]
}

/** A line of a golden set and what was understood of it, as the services do it and in a row. */
export interface GoldenRead {
  readonly line: GoldenLine
  readonly input: ReturnType<typeof turnOf>
  readonly understood: Understood
  readonly inARow: Omit<Understood, 'reconcile'>
}

/** Reads each line of a golden set in the session that it names. */
export function readGolden(pack: Pack, golden: readonly GoldenLine[]): GoldenRead[] {
  return golden.map((line) => {
    const { before } = line
    const turn = turnOf(line.text, {
      at: line.at,
      timeZone: line.timeZone,
      region: line.region,
      pack: pack.name,
      defaultLanguage: pack.languages[0] ?? 'en',
      language: before.asked === undefined ? null : line.language,
      state: before.state,
      task: before.task,
      slots: slotValues(before.slots),
      pending: before.state === 'booking_confirmation' ? pendingAction('confirm_booking') : null,
      ...(before.asked === undefined
        ? {}
        : { said: { text: before.asked, ...(before.askedSlot ? { slot: before.askedSlot } : {}) } }),
    })
    return { line, input: turn, understood: understand(turn, pack), inARow: understandInARow(turn, pack) }
  })
}

/** What the lines say must be understood: slots, intent, situation, fact, language. */
export function goldenFigures({ pack, reads }: GoldenSet, tell: TellLine): Figure[] {
  const slots = new Overlap()
  const shares = { intent: new Share(), situation: new Share(), fact: new Share(), language: new Share() }
  for (const { line, understood } of reads) {
    if (isOfSlots(line)) countSlots(pack, line, understood, slots, tell)
    const { detection } = understood
    const check = (what: keyof typeof shares, gold: string | undefined, found: string | undefined) => {
      if (gold === undefined) return
      shares[what].count(found === gold)
      if (found !== gold) tell(what, gold, found, line)
    }
    check('language', line.language, detection.language.code)
    // A red flag is answered before anything else is looked at.
    if (line.redFlag !== null) continue
    check('intent', line.intent, detection.intent.name)
    check('situation', line.situation, detection.situation)
    check('fact', line.fact, detection.facts[0]?.id)
  }
  const of = ({ all }: Share) => `${all} lines`
  const { intent, situation, fact, language } = shares
  return [
    atLeast(`golden ${pack.name}: slots, F1`, slots.f1, 0.9, `${slots.there} slots`),
    atLeast(`golden ${pack.name}: intent`, intent.share, 0.9, of(intent)),
    atLeast(`golden ${pack.name}: situation`, situation.share, 0.9, of(situation)),
    atLeast(`golden ${pack.name}: fact`, fact.share, 0.9, of(fact)),
    atLeast(`golden ${pack.name}: language`, language.share, 0.98, of(language)),
  ]
}

/** A line that only tells a red flag from others says nothing of slots. */
const isOfSlots = ({ redFlag, slots, intent, situation }: GoldenLine) =>
  redFlag === null && (Object.keys(slots).length > 0 || intent !== undefined || situation !== undefined)

/** Free text is not compared: any part of the message may be kept. */
function countSlots(pack: Pack, line: GoldenLine, { captured }: Understood, slots: Overlap, tell: TellLine): void {
  for (const { name, type } of pack.slots) {
    const gold = line.slots[name]
    const found = captured.slots[name]?.value
    if (type === 'text' && gold === undefined) continue
    if (gold === undefined && (found === undefined || found === line.before.slots[name])) continue
    slots.count(gold !== undefined, found !== undefined, found === gold)
    if (found !== gold) tell(`slot ${name}`, gold, found, line)
  }
}

/** Red flags: each is seen, and hardly anything else is taken for one. */
export function redFlagFigures({ pack, golden }: GoldenSet, tell: TellLine): Figure[] {
  const [seen, taken] = [new Share(), new Share()]
  for (const line of golden) {
    const found = findRedFlag(pack, line.text)?.id ?? null
    if (line.redFlag === null) taken.count(found !== null)
    else seen.count(found === line.redFlag)
    if (found !== line.redFlag) tell('red flag', line.redFlag, found, line)
  }
  return [
    atLeast(`red flags ${pack.name}: seen`, seen.share, 1, `${seen.all} red flags`),
    atMost(`red flags ${pack.name}: taken for one`, taken.all === 0 ? 0 : taken.share, '', 0.02, `${taken.all} others`),
  ]
}

/** How often detection runs again, and whether what comes out is as right as when it waits for capture. */
export function reconcileFigures(sets: readonly GoldenSet[], tell: TellLine): Figure[] {
  const again = new Share()
  const [twice, inARow] = [new Share(), new Share()]
  for (const { line, understood, inARow: row } of sets.flatMap(({ reads }) => reads)) {
    again.count(understood.reconcile !== 'none')
    if (understood.reconcile !== 'none') tell('reconcile', 'none', understood.reconcile, line)
    const [isRight, isRightInARow] = [understood, row].map(({ detection }) => isAsTold(line, detection))
    twice.count(isRight === true)
    inARow.count(isRightInARow === true)
    if (isRight !== isRightInARow) tell('apart', row.detection.situation, understood.detection.situation, line)
  }
  const ratio = twice.share / inARow.share
  const against = `in a row ${inARow.share.toFixed(2)}`
  return [
    atMost('reconcile: rate', again.share, '', 0.2, `${again.all} lines`),
    { name: 'reconcile: accuracy', figure: twice.share, unit: '', against, ratio, reach: 'ratio ≥ 1', met: ratio >= 1 },
  ]
}

const isAsTold = (line: GoldenLine, { intent, situation }: Detection) =>
  (line.intent === undefined || intent.name === line.intent) &&
  (line.situation === undefined || situation === line.situation)
