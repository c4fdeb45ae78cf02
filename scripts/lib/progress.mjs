const useColour = process.stdout.isTTY && !process.env.NO_COLOR

/** @param {string} text */
export const bold = (text) => (useColour ? `\u001B[1m${text}\u001B[22m` : text)

/** @param {string} text */
export const dim = (text) => (useColour ? `\u001B[2m${text}\u001B[22m` : text)

/** @param {string} text */
export const red = (text) => (useColour ? `\u001B[31m${text}\u001B[39m` : text)

/**
 * One line: what was done and how long it took.
 * @param {string} text
 * @param {number} [milliseconds]
 */
export function tell(text, milliseconds) {
  console.log(
    milliseconds === undefined ? `  ${text}` : `  ${text.padEnd(58)} ${dim(`${(milliseconds / 1000).toFixed(1)} s`)}`,
  )
}

/**
 * Says what begins when it takes longer than a moment, and how long it took when it is done.
 * @template T
 * @param {string} text
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(text, work) {
  const began = performance.now()
  const announcement = setTimeout(() => tell(dim(`${text} …`)), 1000)
  try {
    const result = await work()
    tell(text, performance.now() - began)
    return result
  } finally {
    clearTimeout(announcement)
  }
}
