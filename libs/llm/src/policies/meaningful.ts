import type { ModelEvent } from '../model.ts'

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** Whether an event says something: a letter or a digit, a tool call or its beginning. White space, a dash or thinking do not. */
export function isMeaningful(event: ModelEvent): boolean {
  if (event.type === 'text') return LETTER_OR_DIGIT.test(event.text)
  if (event.type === 'progress') return event.what === 'tool_call'
  return event.type === 'tool_call' || event.type === 'tool_result'
}
