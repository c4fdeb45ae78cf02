import { ModelError, type ModelErrorKind } from '../error.ts'

/** What the errors of both SDKs have in common. */
interface SdkError extends Error {
  readonly status?: number
  readonly headers?: Headers
  readonly code?: string | null
  readonly type?: string | null
}

/** An SDK's error (or what broke under it) as a ModelError. */
export function translate(error: unknown, provider: string, now: () => number = Date.now): ModelError {
  if (error instanceof ModelError) return error
  const { status, headers, message, code, type, name } = error as SdkError
  if (status !== undefined) {
    const kind = kindOfStatus(status)
    const options = { provider, cause: error, status, retryAfterMs: retryAfterMs(headers, now()) }
    return new ModelError(kind, `${provider} answered ${status}: ${message}`, options)
  }
  // A name of an error inside a stream that began with 200.
  const kind = kindOfCode(code ?? type ?? undefined)
  if (kind) return new ModelError(kind, `${provider}: ${message}`, { provider, cause: error })
  if (error instanceof SyntaxError)
    return new ModelError('garbage', `${provider} sent what is no JSON`, { provider, cause: error })
  const isBroken = /connection|terminated|socket|fetch failed|network|premature/i.test(`${name} ${message}`)
  return new ModelError(isBroken ? 'connection' : 'garbage', `${provider}: ${message}`, { provider, cause: error })
}

function kindOfStatus(status: number): ModelErrorKind {
  if (status === 429) return 'rate_limited'
  if (status === 408 || status === 409 || status >= 500) return 'overloaded'
  if (status === 400 || status === 413 || status === 422) return 'invalid'
  return 'unavailable'
}

/** Error codes that come inside a stream. */
const kindsByCode: Readonly<Record<string, ModelErrorKind>> = {
  rate_limit_exceeded: 'rate_limited',
  rate_limit_error: 'rate_limited',
  insufficient_quota: 'unavailable',
  server_error: 'overloaded',
  api_error: 'overloaded',
  overloaded_error: 'overloaded',
  timeout_error: 'overloaded',
  vector_store_timeout: 'overloaded',
  invalid_request_error: 'invalid',
  invalid_prompt: 'invalid',
  authentication_error: 'unavailable',
  permission_error: 'unavailable',
  not_found_error: 'unavailable',
}

export function kindOfCode(code: string | undefined): ModelErrorKind | undefined {
  return code === undefined ? undefined : kindsByCode[code]
}

/** How long the provider wants to be left alone: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  const text = headers?.get('retry-after')
  if (!text) return undefined
  const seconds = Number(text)
  if (seconds >= 0) return seconds * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
