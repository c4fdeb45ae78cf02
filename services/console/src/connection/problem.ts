/** A refusal in the words of the server's problem document (RFC 9457), else of its status. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** The body of an answer; throws a `RefusedError` for anything but 2xx. */
export async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  const body = isJson(response) && text !== '' ? (JSON.parse(text) as unknown) : text
  if (response.ok) return body
  throw new RefusedError(response.status, wordsOf(body) ?? `The server answered ${response.status}.`)
}

/** What went wrong, for people. */
export function describe(error: unknown): string {
  if (error instanceof RefusedError) return error.message
  if (error instanceof TypeError) return 'The server cannot be reached.'
  return error instanceof Error ? error.message : String(error)
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('content-type') ?? '')
}

function wordsOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null
  const { title, detail, error } = body as Record<string, unknown>
  const words = [title, detail, error].filter((part) => typeof part === 'string' && part !== '')
  return words.length > 0 ? words.join(': ') : null
}
