import type { Desk } from '../desk.ts'
import { type ChangingVerb, findAnswer, keepAnswer } from '../store.ts'

interface Changing<Answer> {
  readonly verb: ChangingVerb
  /** The id of the pending action that is carried out. */
  readonly key: string
  /** The contract of the answer. */
  readonly answer: { parse(value: unknown): Answer }
}

/**
 * Does a thing once for each key: a copy of the request gets the first answer with `idempotent: true`. The desk holds the lock on
 * the key. An answer without that word changed nothing, and is not kept.
 */
export async function once<Answer extends object>(
  desk: Desk,
  { verb, key, answer }: Changing<Answer>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const first = await findAnswer(desk.client, key, verb)
  if (first !== undefined) return { ...answer.parse(first), idempotent: true }
  const fresh = await work()
  if ('idempotent' in fresh) await keepAnswer(desk.client, desk.tenant, key, verb, fresh)
  return fresh
}
