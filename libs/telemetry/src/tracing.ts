import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  createContextKey,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api'
import type { Attributes, Context, Link, Span } from '@opentelemetry/api'
import { randomUUID } from 'node:crypto'
import { attributeNames } from './names.ts'

/** Context key under which the name of the service rides to all spans below; the preload writes it on each span. */
export const SERVICE_KEY = createContextKey(attributeNames.service)

export interface SpanOptions {
  /** What the span is to the outside: `internal` unless told. */
  kind?: keyof typeof kinds
  attributes?: Attributes
  /** The W3C traceparent of another process, or a context; the active span unless told. */
  parent?: string | Context
  /** Traceparents of spans in other traces that led here. */
  links?: string[]
  /** When it started (milliseconds since the epoch), if not now. */
  startMs?: number
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const

/**
 * Runs `fn` inside a span and ends the span with it. An error is recorded on the span by its class, not its words, and thrown on.
 * An attribute `repartee.service` names the service of this span and of all spans below.
 */
export function withSpan<Result>(name: string, options: SpanOptions, fn: (span: Span) => Result): Result {
  const parent = parentContext(options.parent)
  const tracer = trace.getTracer('repartee')
  const service = options.attributes?.[attributeNames.service]
  const scope = typeof service === 'string' ? inService(service, parent) : parent
  const span = tracer.startSpan(
    name,
    {
      kind: kinds[options.kind ?? 'internal'],
      attributes: options.attributes,
      links: options.links?.flatMap(linkTo),
      startTime: options.startMs,
    },
    scope,
  )
  const fail = (error: unknown): never => {
    const type = error instanceof Error ? error.name : typeof error
    span.setAttribute(attributeNames.errorType, type)
    span.setStatus({ code: SpanStatusCode.ERROR, message: type })
    span.end()
    throw error
  }
  let result: Result
  try {
    result = context.with(trace.setSpan(scope, span), () => fn(span))
  } catch (error) {
    return fail(error)
  }
  if (!(result instanceof Promise)) {
    span.end()
    return result
  }
  return result.then((value: unknown) => {
    span.end()
    return value
  }, fail) as Result
}

/** Starts a span that the caller ends: for streams and calls that outlive one function. */
export function startSpan(name: string, options: SpanOptions = {}): Span {
  return trace.getTracer('repartee').startSpan(
    name,
    {
      kind: kinds[options.kind ?? 'internal'],
      attributes: options.attributes,
      links: options.links?.flatMap(linkTo),
      startTime: options.startMs,
    },
    parentContext(options.parent),
  )
}

/** Runs `fn` so that each span inside belongs to the trace of `traceparent`. */
export function inTrace<Result>(traceparent: string | undefined, fn: () => Result): Result {
  return context.with(extract(traceparent), fn)
}

/** `scope` (a context) in which all spans belong to `service`. */
export function inService(service: string, scope: Context): Context {
  return scope.setValue(SERVICE_KEY, service)
}

/** Sets attributes on the active span, if there is one. */
export function annotate(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes)
}

/** The active span as a W3C traceparent, to be sent along with a message or a request. */
export function currentTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active())
  return span && isSpanContextValid(span) ? formatTraceparent(span.traceId, span.spanId, span.traceFlags) : undefined
}

/** The active trace's id, 32 hex digits. */
export function currentTraceId(): string | undefined {
  const span = trace.getSpanContext(context.active())
  return span && isSpanContextValid(span) ? span.traceId : undefined
}

/** Headers that carry the active trace on; a new trace where none is active, so that no message goes without. */
export function inject(): { traceparent: string } {
  return { traceparent: currentTraceparent() ?? newTraceparent() }
}

/** A context that continues the trace of `traceparent`; one that starts afresh when it is missing or malformed. */
export function extract(traceparent: string | undefined): Context {
  const match = TRACEPARENT.exec(traceparent ?? '')
  if (!match) return ROOT_CONTEXT
  const [, traceId, spanId, flags] = match as unknown as [string, string, string, string]
  const remote = { traceId, spanId, traceFlags: parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT
}

/** The trace id inside a traceparent, or undefined when it is malformed. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return TRACEPARENT.exec(traceparent ?? '')?.[1]
}

/** A traceparent of a new trace; of the trace `traceId` (32 hex digits) where given. */
export function newTraceparent(traceId: string = randomDigits()): string {
  return formatTraceparent(traceId, randomDigits().slice(-16), TraceFlags.SAMPLED)
}

/** 32 hex digits. Node draws the bytes of UUIDs ahead, many at once; `randomBytes` would ask the system each time. */
function randomDigits(): string {
  return randomUUID().replaceAll('-', '')
}

// https://www.w3.org/TR/trace-context/#traceparent-header; versions above 00 may have more fields behind.
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/

function formatTraceparent(traceId: string, spanId: string, flags: number): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`
}

function parentContext(parent: string | Context | undefined): Context {
  if (parent === undefined) return context.active()
  if (typeof parent !== 'string') return parent
  const service = context.active().getValue(SERVICE_KEY)
  return typeof service === 'string' ? inService(service, extract(parent)) : extract(parent)
}

function linkTo(traceparent: string): Link[] {
  const linked = trace.getSpanContext(extract(traceparent))
  return linked ? [{ context: linked }] : []
}
