import { decision, type Decision } from '@repartee/contracts'
import { findPastPeriod, formatDate, formatNumber, toInstant, type PastPeriod } from '@repartee/language'
import { message } from '@repartee/packs'
import { slotOfType, type Context } from '../context.ts'
import { say } from '../plan.ts'
import { resultOf, type Part, type Say, type Step, type ToolResult } from '../step.ts'
import { NONE } from '../values.ts'

const MOST_DECISIONS = 10
const DAY_MS = 86_400_000

/** What a question looks back at: one instrument or all, some days or ever. */
interface Looked {
  readonly instrument: string | null
  readonly period: PastPeriod | null
  /** Instants; `to` is not counted. */
  readonly from: string | null
  readonly to: string | null
}

/** What the contact decided: out of the journal, and out of this conversation, which the journal may not hold yet. */
export function journal(context: Context, results: readonly ToolResult[]): Step {
  const looked = lookedAt(context)
  const found = resultOf(results, 'journal.find')
  const { instrument, from, to } = looked
  if (found === null)
    return { do: 'ask', tool: 'journal.find', request: { instrument, from, to, limit: MOST_DECISIONS } }
  const own = decisionsHere(context).filter((one) => isLookedAt(one, looked))
  const isAway = 'outcome' in found
  const kept = 'outcome' in found ? [] : found.decisions
  const every = [...own, ...kept.filter(({ id }) => !own.some((one) => one.id === id))]
    .toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt))
    .slice(0, MOST_DECISIONS)
  if (every.length === 0) return told(context, [isAway ? { key: 'journal.unavailable' } : nothing(context, looked)], [])
  const list = every.map((one) => line(context, one)).join('\n')
  return told(
    context,
    [{ key: 'journal.some', params: { count: every.length, list, ...aboutOf(context, looked) } }],
    every,
  )
}

function lookedAt(context: Context): Looked {
  const { turn, detection, captured } = context
  const { timeZone } = turn.snapshot.settings
  const period = findPastPeriod(turn.text, { now: context.now, timeZone, language: detection.language.code })
  const slot = slotOfType(context.pack, 'symbol')
  const start = (day: string) => new Date(toInstant(day, '00:00', timeZone)).toISOString()
  const after = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
  return {
    instrument: (slot && captured.slots[slot.name]?.value) ?? null,
    period,
    from: period && start(period.from),
    to: period && start(after(period.until)),
  }
}

/** Decisions that the last replies of this conversation tell of. */
function decisionsHere({ turn }: Context): Decision[] {
  return turn.snapshot.replies.flatMap(({ reply }) =>
    reply.sidecar.flatMap(({ kind, data }) => {
      const read = kind === 'decision' ? decision.safeParse(data) : null
      return read?.success ? [read.data] : []
    }),
  )
}

function isLookedAt({ instrument, decidedAt }: Decision, looked: Looked): boolean {
  return (
    (looked.instrument === null || instrument === looked.instrument) &&
    (looked.from === null || decidedAt >= looked.from) &&
    (looked.to === null || decidedAt < looked.to)
  )
}

function told(context: Context, parts: readonly Part[], decisions: readonly Decision[]): Say {
  return say(context, parts, {
    task: null,
    state: 'idle',
    // That the journal was asked about an instrument is no wish to trade it.
    slots: context.turn.snapshot.slots,
    sidecar: decisions.length === 0 ? [] : [{ kind: 'decisions', data: { decisions: [...decisions] } }],
  })
}

function aboutOf(context: Context, { instrument, period }: Looked) {
  const day = (date: string | undefined) =>
    date === undefined ? 'ever' : formatDate(date, context.detection.language.code)
  return { what: instrument ?? 'all', since: day(period?.from), until: day(period?.until) }
}

const nothing = (context: Context, looked: Looked): Part => ({ key: 'journal.none', params: aboutOf(context, looked) })

function line({ pack, detection, turn }: Context, one: Decision): string {
  const language = detection.language.code
  const { timeZone } = turn.snapshot.settings
  const number = (value: number | null) => (value === null ? NONE : formatNumber(value, language))
  const day = new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(one.decidedAt))
  return message(pack, language, 'journal.line', {
    date: formatDate(day, language),
    instrument: one.instrument,
    side: one.side ?? NONE,
    quantity: number(one.quantity),
    entry: number(one.entry),
    stop: number(one.stop),
    exit: number(one.exit),
    rationale: one.rationale ?? NONE,
  })
}
