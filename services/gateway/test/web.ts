import type { RunningService } from '@repartee/service'
import { SocketClient } from '@repartee/testing'
import { randomUUID } from 'node:crypto'

export const ADMIN_TOKEN = 'the-admin-token-of-tests'
export const TENANT = 'demo-clinic'
const MOST_ATTEMPTS = 10

/** A session of the web chat, and what a page does with it. */
export class Visitor {
  private constructor(
    private readonly gateway: RunningService,
    readonly id: string,
    readonly token: string,
  ) {}

  static async arrive(gateway: RunningService, body: Record<string, unknown> = {}, token?: string): Promise<Visitor> {
    const answer = await call(gateway, 'POST', '/api/sessions', { body: { tenant: TENANT, ...body }, token })
    if (answer.status !== 201) throw new Error(`no session: ${answer.status} ${JSON.stringify(answer.body)}`)
    return new Visitor(gateway, String(answer.body['id']), String(answer.body['token']))
  }

  /** Says something by HTTP and waits for the answer; says it again, as clients do, while nobody can store it. */
  async say(text: string, id: string = randomUUID()): ReturnType<typeof call> {
    const path = `/api/sessions/${this.id}/messages`
    for (let attempt = 1; ; attempt += 1) {
      const answer = await call(this.gateway, 'POST', path, { body: { id, text }, token: this.token })
      if (answer.status !== 503 || attempt === MOST_ATTEMPTS) return answer
    }
  }

  /** A socket to the gateway where it began, or to another. */
  socket(cursor?: number, gateway = this.gateway): Promise<SocketClient> {
    return SocketClient.connect(gateway.url, { token: this.token, ...(cursor !== undefined && { cursor }) })
  }
}

/** A request of the API. */
export async function call(
  gateway: RunningService,
  method: string,
  path: string,
  { body, token }: { body?: unknown; token?: string | undefined } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${gateway.url}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
}

/** The same as an operator. */
export const ask = (gateway: RunningService, method: string, path: string, body?: unknown) =>
  call(gateway, method, path, { body, token: ADMIN_TOKEN })

/** An operator's socket that watches a tenant, or one session of it. */
export async function watch(
  gateway: RunningService,
  of: { tenant?: string; session?: string; cursor?: number } = {},
): Promise<SocketClient> {
  const socket = await SocketClient.connect(gateway.url, { token: ADMIN_TOKEN })
  socket.send({ type: 'watch', tenant: TENANT, ...of })
  await socket.waitFor(({ type }) => type === 'resumed', { what: 'what was missed' })
  return socket
}
