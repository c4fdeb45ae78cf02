import { connect } from 'node:net'

/**
 * Connects to a local port, says `greeting`, and resolves to the first bytes that come back (as latin1).
 * @param {number} port
 * @param {string | Buffer} [greeting]
 * @returns {Promise<string | undefined>} undefined when nobody listens or answers within two seconds
 */
export function firstAnswer(port, greeting) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    /** @param {string} [answer] */
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(2000, () => finish())
    socket.once('connect', () => greeting && socket.write(greeting))
    socket.once('data', (bytes) => finish(bytes.toString('latin1')))
    socket.once('error', () => finish())
    socket.once('close', () => finish())
  })
}
