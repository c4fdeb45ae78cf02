import type { FastifyInstance, FastifyRequest } from 'fastify'
import { context, trace } from '@opentelemetry/api'
import type { Context } from '@opentelemetry/api'
import {
  attributeNames,
  currentTraceId,
  currentTraceparent,
  extract,
  inService,
  newTraceparent,
  observe,
  startSpan,
  withLogContext,
} from '@repartee/telemetry'
import { randomUUID } from 'node:crypto'

const REQUEST_ID = /^[\w.:-]{1,128}$/
const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/
/** Paths that machines poll: no span, no metric. */
const QUIET = new Set(['/health', '/ready', '/metrics', '/v1/traces'])

interface RequestScope {
  context: Context
  request: string
  startedMs: number
}

/**
 * Gives each HTTP request its trace and request id: from `traceparent`, `X-Trace-ID` (32 hex digits) and `X-Request-ID` where they come
 * along, else new ones; both are returned as headers. Everything the request does is inside one server span and one log context.
 */
export function traceRequests(fastify: FastifyInstance, service: string): void {
  const scopes = new WeakMap<FastifyRequest, RequestScope>()
  const within = (scope: RequestScope, fn: () => void) =>
    context.with(scope.context, () => withLogContext({ request: scope.request }, fn))

  fastify.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0]!
    const requestId = matching(request.headers['x-request-id'], REQUEST_ID) ?? randomUUID()
    const parent = parentOf(request)
    const isQuiet = QUIET.has(path)
    const scope: RequestScope = {
      request: requestId,
      startedMs: performance.now(),
      context: isQuiet ? extract(parent) : spanContext(request, service, parent, requestId),
    }
    if (!isQuiet) scopes.set(request, scope)
    within(scope, () => {
      void reply.header('x-request-id', requestId)
      void reply.header('x-trace-id', currentTraceId() ?? currentTraceparent()?.slice(3, 35) ?? parent.slice(3, 35))
      done()
    })
  })

  // Reading the body leaves the asynchronous context of the first hook, so it is entered again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const scope = scopes.get(request)
    if (scope) within(scope, done)
    else done()
  })

  fastify.addHook('onResponse', (request, reply, done) => {
    const scope = scopes.get(request)
    if (scope) endSpan(scope, request, reply.statusCode)
    done()
  })
}

function spanContext(request: FastifyRequest, service: string, parent: string, requestId: string): Context {
  const route = request.routeOptions.url
  const span = startSpan(route ? `${request.method} ${route}` : request.method, {
    kind: 'server',
    parent,
    attributes: {
      [attributeNames.service]: service,
      [attributeNames.request]: requestId,
      'http.request.method': request.method,
      ...(route ? { 'http.route': route } : {}),
    },
  })
  return inService(service, trace.setSpan(extract(parent), span))
}

function endSpan(scope: RequestScope, request: FastifyRequest, status: number): void {
  const span = trace.getSpan(scope.context)
  span?.setAttribute('http.response.status_code', status)
  if (status >= 500) span?.setAttribute(attributeNames.errorType, String(status))
  span?.end()
  observe('repartee_http_request_seconds', (performance.now() - scope.startedMs) / 1000, {
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: `${Math.floor(status / 100)}xx`,
  })
}

/** A traceparent for the request's span: the caller's, one made of its trace id, or that of a new trace. */
function parentOf(request: FastifyRequest): string {
  const given = request.headers['traceparent']
  if (typeof given === 'string' && trace.getSpanContext(extract(given))) return given
  return newTraceparent(matching(request.headers['x-trace-id'], TRACE_ID))
}

function matching(header: string | string[] | undefined, pattern: RegExp): string | undefined {
  return typeof header === 'string' && pattern.test(header) ? header : undefined
}
