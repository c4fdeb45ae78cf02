import { request } from 'undici'
import { OutsideError } from './outsideCalendar.ts'

const MOST_BYTES = 16 * 1024 * 1024
const CONNECT_MS = 10_000

export interface Answered {
  readonly status: number
  readonly body: string
}

/** One request to a calendar server; its body is read whole, up to 16 MiB. Throws OutsideError when nobody answers. */
export async function send(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
): Promise<Answered> {
  try {
    const { statusCode, body } = await request(url, {
      ...options,
      method: options.method as 'GET',
      headersTimeout: CONNECT_MS,
      bodyTimeout: CONNECT_MS,
    })
    let size = 0
    const chunks: Buffer[] = []
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MOST_BYTES) throw new OutsideError(`${hostOf(url)} answers with more than ${MOST_BYTES} bytes`)
      chunks.push(chunk)
    }
    return { status: statusCode, body: Buffer.concat(chunks).toString('utf8') }
  } catch (error) {
    if (error instanceof OutsideError) throw error
    const why = error instanceof Error ? error.message || error.name : String(error)
    throw new OutsideError(`${hostOf(url)} does not answer: ${why}`, { cause: error })
  }
}

/** What an unwanted status means, in words. */
export function refused(url: string, what: string, { status, body }: Answered): OutsideError {
  const hint =
    status === 401 || status === 403
      ? ': the account or the secret is not accepted'
      : status === 404
        ? ': there is no such calendar'
        : ''
  return new OutsideError(`${hostOf(url)} answered ${status} when asked to ${what}${hint || `: ${body.slice(0, 200)}`}`)
}

function hostOf(url: string): string {
  return new URL(url).host
}
