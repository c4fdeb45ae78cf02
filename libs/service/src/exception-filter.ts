import { Catch, HttpException } from '@nestjs/common'
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common'
import { RetryLaterError } from '@repartee/bus'
import { currentTraceId } from '@repartee/telemetry'
import type { Logger } from '@repartee/telemetry'
import type { FastifyReply } from 'fastify'
import { STATUS_CODES } from 'node:http'
import { Problem } from './problem.ts'

/**
 * What becomes of errors that leave an HTTP handler: a problem as RFC 9457 has it, in one line, never a stack trace. Those of sockets are only
 * logged, since their gateways answer in their own frames; handlers on the bus are the strategy's to judge.
 */
@Catch()
export class ServiceExceptionFilter implements ExceptionFilter {
  private readonly log: Logger

  constructor(log: Logger) {
    this.log = log
  }

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') {
      this.log.error({ err: error }, 'a socket handler failed')
      return undefined
    }
    const problem = toProblem(error)
    if (problem.status >= 500) this.log.error({ err: error, status: problem.status }, 'an HTTP handler failed')
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    if (reply.sent) return undefined
    const retryAfter = problem.status === 503 ? { 'retry-after': '1' } : {}
    void reply
      .status(problem.status)
      .headers({ 'content-type': 'application/problem+json', ...retryAfter })
      .send(JSON.stringify({ ...problem.toJSON(), trace: currentTraceId() }))
    return undefined
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof RetryLaterError) return new Problem(503, 'Service Unavailable', { detail: 'try again shortly' })
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error)
  const title = STATUS_CODES[status] ?? 'Error'
  if (status >= 500) return new Problem(status, title)
  return new Problem(status, title, { detail: detailOf(error) })
}

/** Fastify's own errors (body too large, malformed JSON, unknown media type) carry their status. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** Messages of client errors are ours or the framework's, but a parser's may quote what it read: those are left out. */
function detailOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof SyntaxError) return undefined
  const response = error instanceof HttpException ? error.getResponse() : undefined
  const message = typeof response === 'object' ? (response as { message?: unknown }).message : error.message
  const text = Array.isArray(message) ? message.join('; ') : typeof message === 'string' ? message : undefined
  return text && /JSON|Unexpected token/.test(text) ? 'the body is not valid JSON' : text
}
