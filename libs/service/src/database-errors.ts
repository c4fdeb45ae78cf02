import { RetryLaterError } from '@repartee/bus'

/** SQLSTATEs (appendix A of the PostgreSQL manual) after which the same statement may succeed. */
const TRANSIENT_STATES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '57014', // query_canceled: our statement timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up
  '25P03', // idle_in_transaction_session_timeout
])
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
])
/** What pg and its pool say without a code when a connection breaks or none comes free. */
const LOSS_WORDS =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after/

const RETRY_DELAY_MS = 1000

/** The error as RetryLaterError when the server was away, busy or stopped us in between; else the error itself. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  if (code === '22023' && error.message.includes('repartee_app')) {
    return new RetryLaterError('the database is not migrated yet: it has no role repartee_app', retry(error))
  }
  const isTransient =
    (typeof code === 'string' && (TRANSIENT_STATES.has(code) || SOCKET_CODES.has(code) || code.startsWith('08'))) ||
    (error instanceof AggregateError && error.errors.length > 0 && error.errors.every(isSocketError)) ||
    LOSS_WORDS.test(error.message)
  if (!isTransient) return error
  return new RetryLaterError('PostgreSQL is away or busy', retry(error))
}

function isSocketError(error: unknown): boolean {
  return SOCKET_CODES.has(String((error as { code?: unknown }).code))
}

function retry(cause: Error) {
  return { delayMs: RETRY_DELAY_MS, cause }
}
