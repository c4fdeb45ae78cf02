import { AsyncLocalStorage } from 'node:async_hooks'
import { pino } from 'pino'
import type { DestinationStream, Level, Logger as PinoLogger } from 'pino'
import { redactText, redactValue } from './redact.ts'
import { currentTraceId } from './tracing.ts'

export type Logger = PinoLogger<never>
export type LogLevel = Level | 'silent'

/** What each log line of one piece of work says about it. */
export interface LogContext {
  request?: string
  tenant?: string
  session?: string
  turn?: string
  /** Names and words that this work is about; masked wherever they would appear in a line. */
  conceal?: readonly string[]
}

const contexts = new AsyncLocalStorage<LogContext>()

/** Runs `fn` so that each log line inside carries `fields`, on top of those around it. */
export function withLogContext<Result>(fields: LogContext, fn: () => Result): Result {
  const outer = contexts.getStore()
  const conceal = [...(outer?.conceal ?? []), ...(fields.conceal ?? [])]
  return contexts.run({ ...outer, ...fields, ...(conceal.length > 0 ? { conceal } : {}) }, fn)
}

/** The fields of the log context around the caller. */
export function currentLogContext(): LogContext {
  return contexts.getStore() ?? {}
}

/**
 * A logger that writes one JSON object per line: time, level, service, trace, request, tenant, session, turn, msg, and the given fields.
 * Words, names, phones, mails, card numbers and secrets are taken out before a line is written.
 */
export function createLogger(options: { service: string; level?: LogLevel; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: describeWork,
      // Errors are made plain before; pino's own serializer would do it again.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args: unknown[], method) {
          method.apply(this, cleaned(args) as Parameters<typeof method>)
        },
      },
    },
    ...(options.destination ? [options.destination] : []),
  )
}

function describeWork(): Record<string, string | undefined> {
  const { request, tenant, session, turn } = currentLogContext()
  return { trace: currentTraceId(), request, tenant, session, turn }
}

/** The arguments of one log call, `(fields?, message?)`, without anything private. */
function cleaned(args: unknown[]): unknown[] {
  const [first, second] = args
  if (typeof first === 'string') return [conceal(redactText(first))]
  const message = typeof second === 'string' ? conceal(redactText(second)) : undefined
  if (first instanceof Error)
    return [concealAll({ err: redactValue(first) }), message ?? conceal(redactText(first.message))]
  return [concealAll(redactValue(first)), message]
}

function conceal(text: string): string {
  return (contexts.getStore()?.conceal ?? [])
    .filter((word) => word.trim().length > 1)
    .reduce((kept, word) => kept.replaceAll(word, '[redacted]'), text)
}

function concealAll(value: unknown): unknown {
  if (!contexts.getStore()?.conceal) return value
  if (typeof value === 'string') return conceal(value)
  if (Array.isArray(value)) return value.map(concealAll)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [conceal(key), concealAll(item)]))
}
