const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

// One Ctrl-C arrives several times: from the terminal, and again from npm and from the Node that started this one.
const sameKeypressMs = 400

/**
 * Calls `drain` at the first signal, or when the process that runs us is gone, and `endNow` at the second signal.
 * @param {{ drain: (reason: string) => void, endNow: () => void }} handlers
 */
export function onStopRequest({ drain, endNow }) {
  /** @type {number | undefined} */
  let firstAt
  /** @param {string} reason */
  const request = (reason) => {
    const now = performance.now()
    if (firstAt === undefined) {
      firstAt = now
      drain(reason)
    } else if (now - firstAt > sameKeypressMs) endNow()
  }
  for (const signal of signals) process.on(signal, () => request(signal))
  const whenOrphaned = () => firstAt === undefined && request('the process that started this one has ended')
  process.once('disconnect', whenOrphaned)
  process.channel?.unref()
  if (process.env.npm_lifecycle_event) watchParent(whenOrphaned)
}

/** npm does not hand on every kind of end (kill -9, SIGHUP). @param {() => void} whenGone */
function watchParent(whenGone) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    whenGone()
  }, 1000)
  timer.unref()
}
