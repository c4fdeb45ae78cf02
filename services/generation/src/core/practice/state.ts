import { practiceStages, type Pack, type Practice, type PracticePersona } from '@repartee/packs'
import { z } from 'zod'
import type { Context } from '../context.ts'

/** The kind of the sidecar in which a practised conversation keeps its state from reply to reply. */
export const PRACTICE = 'practice'

const practiceState = z.object({
  persona: z.string(),
  mood: z.number().min(0).max(1),
  stage: z.enum(practiceStages),
  /** The trainee's turns so far. */
  turns: z.int().nonnegative(),
  /** What was asked and answered. */
  asked: z.array(z.string()),
  /** How often each move was made. */
  moves: z.record(z.string(), z.int().positive()),
  raised: z.array(z.string()),
  met: z.array(z.string()),
  /** The objection that waits for an answer, and how often it was said. */
  open: z.object({ objection: z.string(), times: z.int().positive() }).nullable(),
  /** Points of 100; null while it goes on. */
  points: z.int().nullable(),
})
export type PracticeState = z.output<typeof practiceState>

/** Does the customer answer, whom a trainee practises on? Not where the trainee needs help, or said stop. */
export const isPractised = ({ turn, detection }: Pick<Context, 'turn' | 'detection'>): boolean =>
  turn.snapshot.settings.practice !== undefined && detection.redFlag === null && turn.consent === undefined

/** What is practised in this session, and by whom it is played; null in a session that is no practice. */
export function practiceOf({
  pack,
  turn,
}: {
  pack: Pack
  turn: Context['turn']
}): { practice: Practice; persona: PracticePersona } | null {
  const { practice } = pack
  const wanted = turn.snapshot.settings.practice?.persona
  if (!practice || wanted === undefined) return null
  const persona = practice.personas.find(({ id }) => id === wanted) ?? practice.personas[0]
  return persona ? { practice, persona } : null
}

/** The state that the last reply left; a new one at the beginning. */
export function stateBefore({ turn }: Pick<Context, 'turn'>, persona: PracticePersona): PracticeState {
  const kept = turn.snapshot.replies.at(-1)?.reply.sidecar.find(({ kind }) => kind === PRACTICE)
  const read = practiceState.safeParse(kept?.data)
  if (read.success && read.data.persona === persona.id) return read.data
  const { id, mood } = persona
  return {
    persona: id,
    mood,
    stage: 'opening',
    turns: 0,
    asked: [],
    moves: {},
    raised: [],
    met: [],
    open: null,
    points: null,
  }
}
