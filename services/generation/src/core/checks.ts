import type { ConversationState } from '@repartee/contracts'
import { message, packPhrases } from '@repartee/packs'
import type { Context } from './context.ts'

export interface Checked {
  readonly text: string
  readonly checks: { check: string; passed: boolean }[]
}

/**
 * Runs the pack's reply checks: a forbidden phrase replaces the reply by the safe message of the check, a required one
 * that is missing is added, a detector is only recorded. `state` is the conversation's after the reply.
 */
export function checkReply(
  { pack, detection }: Pick<Context, 'pack' | 'detection'>,
  text: string,
  state?: ConversationState,
): Checked {
  const language = detection.language.code
  const checks: Checked['checks'] = []
  let checked = text
  for (const check of pack.replyChecks) {
    if (check.intents.length > 0 && !check.intents.includes(detection.intent.name)) continue
    if (check.states.length > 0 && state !== undefined && !check.states.includes(state)) continue
    const found = packPhrases(pack)
      .replyChecks.match(checked, language)
      .some(({ id }) => id === check.name)
    const passed = check.kind === 'forbidden' ? !found : found
    checks.push({ check: check.name, passed })
    if (passed || check.message === null || check.kind === 'detector') continue
    const remedy = message(pack, language, check.message)
    checked = check.kind === 'forbidden' ? remedy : `${checked}\n${remedy}`
  }
  return { text: checked, checks }
}
