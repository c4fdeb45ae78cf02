import { createServer } from 'node:net'
import { errorCode } from './failure.mjs'

/**
 * A TCP port of this machine that nobody listens on now, chosen by the system.
 * @returns {Promise<number>}
 */
export function freePort() {
  return listenOnce(0)
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether a server could listen on it now
 */
export async function isPortFree(port) {
  try {
    await listenOnce(port)
    return true
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES') return false
    throw error
  }
}

/**
 * The first free port from `first` upwards, at most a hundred further.
 * @param {number} first
 * @param {ReadonlySet<number>} [taken] ports that are promised to somebody else
 * @returns {Promise<number>}
 */
export async function nextFreePort(first, taken = new Set()) {
  for (let port = first; port < first + 100; port++) {
    if (!taken.has(port) && (await isPortFree(port))) return port
  }
  return freePort()
}

/**
 * @param {number} port 0 lets the system choose
 * @returns {Promise<number>}
 */
function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    // All addresses, as the services do: a port taken on 0.0.0.0 must not count as free.
    server.listen(port, () => {
      const address = server.address()
      const chosen = address !== null && typeof address === 'object' ? address.port : port
      server.close(() => resolve(chosen))
    })
  })
}
