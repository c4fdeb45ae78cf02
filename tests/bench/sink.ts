import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands where Meta's Graph API would: takes messages as fast as it can and tells when each came. */
export class Sink {
  readonly url: string
  readonly #close: () => Promise<void>
  readonly #waiting: Map<string, (at: number) => void>
  /** How many messages each contact got. */
  readonly received: Map<string, number>

  private constructor(
    url: string,
    close: () => Promise<void>,
    waiting: Sink['waiting'],
    received: Map<string, number>,
  ) {
    this.url = url
    this.#close = close
    this.#waiting = waiting
    this.received = received
  }

  get waiting(): Map<string, (at: number) => void> {
    return this.#waiting
  }

  static async open(): Promise<Sink> {
    const waiting = new Map<string, (at: number) => void>()
    const received = new Map<string, number>()
    let count = 0
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { to } = JSON.parse(Buffer.concat(chunks).toString()) as { to?: string }
        const at = performance.now()
        count += 1
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(`{"messaging_product":"whatsapp","messages":[{"id":"wamid.bench${count}"}]}`)
        if (to === undefined) return
        received.set(to, (received.get(to) ?? 0) + 1)
        waiting.get(to)?.(at)
        waiting.delete(to)
      })
    })
    server.keepAliveTimeout = 60_000
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const close = () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
    return new Sink(`http://127.0.0.1:${port}`, close, waiting, received)
  }

  /** When the next message to a contact arrives (`performance.now()`). Rejects after `limitMs`. */
  next(contact: string, limitMs: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(contact)
        reject(new Error(`no reply to ${contact} within ${limitMs} ms`))
      }, limitMs)
      this.#waiting.set(contact, (at) => {
        clearTimeout(timer)
        resolve(at)
      })
    })
  }

  close(): Promise<void> {
    return this.#close()
  }
}
