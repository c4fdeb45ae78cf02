import { attributeNames } from './names.ts'

export type AttributeValue = string | number | boolean | AttributeValue[] | null

/** One span as it arrived. */
export interface FlatSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  service: string
  startMs: number
  durationMs: number
  attributes: Record<string, AttributeValue>
  links: { traceId: string; spanId: string }[]
  /** What kind of error ended it, if one did. */
  error?: string
}

/** The spans in one OTLP/HTTP JSON body (ExportTraceServiceRequest). Throws a TypeError that names the first wrong field. */
export function readOtlpSpans(body: unknown): FlatSpan[] {
  const resources = listIn(body, 'resourceSpans', 'the body')
  return resources.flatMap((entry) => {
    const resource = readAttributes(field(field(entry, 'resource') ?? {}, 'attributes'))
    return listIn(entry, 'scopeSpans', 'resourceSpans[]').flatMap((scope) =>
      listIn(scope, 'spans', 'scopeSpans[]').map((span) => readSpan(span, resource)),
    )
  })
}

function readSpan(span: unknown, resource: Record<string, AttributeValue>): FlatSpan {
  const traceId = hexIn(span, 'traceId', 32)
  const spanId = hexIn(span, 'spanId', 16)
  const parent = field(span, 'parentSpanId')
  const startMs = millisecondsIn(span, 'startTimeUnixNano')
  const attributes = readAttributes(field(span, 'attributes'))
  const status = field(span, 'status')
  const isFailed = [2, 'STATUS_CODE_ERROR'].includes(field(status, 'code') as number | string)
  const errorWords = attributes[attributeNames.errorType] ?? field(status, 'message')
  return {
    traceId,
    spanId,
    ...(typeof parent === 'string' && parent !== '' ? { parentSpanId: parent } : {}),
    name: textIn(span, 'name'),
    service: String(attributes[attributeNames.service] ?? resource['service.name'] ?? 'unknown'),
    startMs,
    durationMs: Math.max(0, millisecondsIn(span, 'endTimeUnixNano') - startMs),
    attributes,
    links: optionalList(field(span, 'links')).map((link) => ({
      traceId: hexIn(link, 'traceId', 32),
      spanId: hexIn(link, 'spanId', 16),
    })),
    ...(isFailed ? { error: typeof errorWords === 'string' && errorWords ? errorWords : 'error' } : {}),
  }
}

function readAttributes(list: unknown): Record<string, AttributeValue> {
  return Object.fromEntries(
    optionalList(list).map((entry) => [String(field(entry, 'key')), readValue(field(entry, 'value'))]),
  )
}

function readValue(value: unknown): AttributeValue {
  for (const kind of ['stringValue', 'boolValue', 'doubleValue'] as const) {
    const held = field(value, kind)
    if (held !== undefined) return held as AttributeValue
  }
  const integer = field(value, 'intValue')
  if (integer !== undefined) return Number(integer)
  const array = field(field(value, 'arrayValue'), 'values')
  return array === undefined ? null : optionalList(array).map(readValue)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function textIn(value: unknown, name: string): string {
  const text = field(value, name)
  return typeof text === 'string' ? text : ''
}

function optionalList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function listIn(value: unknown, name: string, where: string): unknown[] {
  const list = field(value, name)
  if (!Array.isArray(list)) throw new TypeError(`${where} has no list "${name}"; send OTLP traces as JSON`)
  return list
}

function hexIn(value: unknown, name: string, digits: number): string {
  const hex = field(value, name)
  if (typeof hex === 'string' && hex.length === digits && /^[0-9a-f]+$/i.test(hex)) return hex.toLowerCase()
  throw new TypeError(`a span's "${name}" must be ${digits} hex digits`)
}

/** Nanoseconds since the epoch, as text or number, in milliseconds with a microsecond's precision. */
function millisecondsIn(value: unknown, name: string): number {
  const raw = field(value, name)
  const text = typeof raw === 'number' ? BigInt(Math.round(raw)).toString() : raw
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) {
    throw new TypeError(`a span's "${name}" must be nanoseconds since the epoch`)
  }
  return Number(BigInt(text) / 1000n) / 1000
}
