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

/**
 * The text for a terminal: a Failure without a stack and with its advice, anything else in full.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (error instanceof Failure) return `${error.message}\n\n  What to do: ${error.advice.replaceAll('\n', '\n  ')}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the system's error code, such as ENOENT
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
