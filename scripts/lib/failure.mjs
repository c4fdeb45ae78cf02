/** Something that the person at the keyboard can put right: what went wrong, and what to do about it. */
export class Failure extends Error {
  /**
   * @param {string} message what went wrong, one line
   * @param {string} advice what to do, one or more lines
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, advice, options) {
    super(message, options)
    this.name = 'Failure'
    this.advice = advice
  }
}

/** What the system itself reports, and what to do then. @type {Record<string, string>} */
const advices = {
  ENOSPC: 'The disk is full: make room (df -h), then start again.',
  EACCES:
    'That file or folder belongs to another user (did root start it before?): chown -R it to yourself, then start again.',
  EROFS: 'The folder is read-only: use a copy of the project in a place that can be written.',
}

/**
 * The text for a terminal: a Failure without a stack and with its advice, anything else in full.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (error instanceof Failure) return `${error.message}\n\n  What to do: ${error.advice.replaceAll('\n', '\n  ')}`
  const advice = advices[errorCode(error) ?? '']
  if (advice !== undefined && error instanceof Error) return describeFailure(new Failure(error.message, advice))
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the system's error code, such as ENOENT
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
