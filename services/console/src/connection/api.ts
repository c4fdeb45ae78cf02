import type { Trace } from '../state/waterfall.ts'
import { bodyOf } from './problem.ts'

const LIMIT_MS = 10_000

/** The gateway's API with the operators' token. Every call throws a `RefusedError` when it is not granted. */
export class Api {
  constructor(private readonly token: string) {}

  async get(path: string, signal?: AbortSignal): Promise<unknown> {
    return this.ask('GET', path, undefined, signal)
  }

  async post(path: string, body: unknown = {}): Promise<unknown> {
    return this.ask('POST', path, body)
  }

  private async ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.timeout(LIMIT_MS)
    const response = await fetch(`/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    return bodyOf(response)
  }
}

export type { Trace }
