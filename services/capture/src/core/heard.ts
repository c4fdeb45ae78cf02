import type { LanguageCode, PendingAction, SlotValues, TurnReceived } from '@repartee/contracts'
import type { Pack, Slot, SlotType } from '@repartee/packs'

/** One message of a turn, with all that its words can be read against. */
export interface Heard {
  readonly turn: TurnReceived
  readonly pack: Pack
  readonly text: string
  /** The conversation's language, then the message's own where it is another. */
  readonly languages: readonly LanguageCode[]
  /** What our last reply asked for. */
  readonly asked: Slot | null
  /** What waits for the contact's word. */
  readonly pending: PendingAction | null
  /** The slots as they stand before this message. */
  readonly known: SlotValues
  /** The task that is under way, or that these words start. */
  readonly task: string | null
  /** Is this a question about something, and no wish of the contact's? */
  readonly isQuestionOnly: boolean
  /** The right words of a correction, and the wrong ones where they are named. */
  readonly correction: { right: Span; wrong: Span | null } | null
  /** What the contact says is not wanted. */
  readonly refusal: (Span & { of: string }) | null
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** A value that the words give to a slot. */
export interface Found extends Span {
  readonly slot: string
  readonly value: string
  readonly quote: string
  readonly confidence: number
  readonly by?: 'choice' | 'booking' | 'model'
}

export interface Problem {
  readonly slot: string
  readonly quote: string
  readonly problem: 'no_such_date' | 'in_the_past' | 'not_a_number' | 'unknown_name' | 'ambiguous' | 'too_far'
}

/** What one reader found in a message. */
export interface Findings {
  readonly found: readonly Found[]
  readonly dropped: readonly string[]
  readonly problems: readonly Problem[]
}

export const NOTHING: Findings = { found: [], dropped: [], problems: [] }

/** All findings as one. */
export function together(...findings: readonly Findings[]): Findings {
  return {
    found: findings.flatMap(({ found }) => found),
    dropped: findings.flatMap(({ dropped }) => dropped),
    problems: findings.flatMap(({ problems }) => problems),
  }
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** The slot of a type that a value goes to: the one that was asked for, else the pack's first. */
export function slotOf({ asked, pack }: Pick<Heard, 'asked' | 'pack'>, type: SlotType): Slot | null {
  if (asked?.type === type) return asked
  return pack.slots.find((slot) => slot.type === type) ?? null
}

/** What the first language finds anything by. */
export function firstThatFinds<Result>(
  languages: readonly LanguageCode[],
  find: (language: LanguageCode) => readonly Result[],
): readonly Result[] {
  for (const language of languages) {
    const results = find(language)
    if (results.length > 0) return results
  }
  return []
}

/** The words of the clause around a span, and where they begin. */
export function clauseAround(text: string, { start, end }: Span): { text: string; start: number } {
  const before = Math.max(...[...text.slice(0, start).matchAll(CLAUSE_MARK)].map(({ index }) => index + 1), 0)
  const after = text.slice(end).search(CLAUSE_END)
  const until = after === -1 ? text.length : end + after
  const clause = text.slice(before, until)
  const lead = clause.length - clause.trimStart().length
  return { text: clause.trim(), start: before + lead }
}

const CLAUSE_MARK = /[,;!?\n。，；！？]|\.(?=\s|$)/gu
const CLAUSE_END = /[,;!?\n。，；！？]|\.(?=\s|$)/u
