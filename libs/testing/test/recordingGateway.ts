import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook as it arrived. */
export type Received = { url: string; headers: IncomingMessage['headers']; body: string }
/** What the gateway under test answers. */
export type Answer = { status: number; body?: string; type?: string }

/** The far end of the sandbox: takes webhooks down and answers as the test wants. */
export type RecordingGateway = {
  url: string
  received: Received[]
  answer: (received: Received) => Answer
  stop: () => Promise<void>
}

/** Starts one on a free port; it answers 200 until `answer` is replaced. */
export async function startRecordingGateway(): Promise<RecordingGateway> {
  const gateway: RecordingGateway = {
    url: '',
    received: [],
    answer: () => ({ status: 200 }),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const received = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
      gateway.received.push(received)
      const { status, body = '', type = 'text/plain' } = gateway.answer(received)
      response.writeHead(status, { 'content-type': type }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return gateway
}

export const SECRETS = {
  metaAppSecret: 'test-app-secret',
  twilioAccountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  twilioAuthToken: 'test-auth-token',
}
