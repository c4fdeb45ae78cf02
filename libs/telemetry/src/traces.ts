import { attributeNames } from './names.ts'
import { readOtlpSpans } from './otlp.ts'
import type { FlatSpan } from './otlp.ts'

/** One span with the spans below it, oldest first. Times are milliseconds; `startMs` counts from the epoch. */
export interface TraceSpan extends Omit<FlatSpan, 'parentSpanId'> {
  children: TraceSpan[]
}

/** All that is known of one trace. A span whose parent has not arrived (yet) is a root. */
export interface TraceTree {
  traceId: string
  startMs: number
  durationMs: number
  services: string[]
  roots: TraceSpan[]
}

/** Keeps the last traces that it was told of in memory, for a local trace view. Mount it where OTLP/HTTP JSON arrives. */
export class TraceSink {
  private readonly traces = new Map<string, Map<string, FlatSpan>>()
  private readonly maxTraces: number
  private readonly maxSpansPerTrace: number
  private readonly keepsPii: boolean

  /** Attributes with a `.pii.` segment are dropped unless `keepsPii`. */
  constructor(options: { maxTraces?: number; maxSpansPerTrace?: number; keepsPii?: boolean } = {}) {
    this.maxTraces = options.maxTraces ?? 500
    this.maxSpansPerTrace = options.maxSpansPerTrace ?? 2000
    this.keepsPii = options.keepsPii ?? false
  }

  /** Takes the parsed body of one OTLP/HTTP JSON request; returns how many spans it held. Throws a TypeError on another shape. */
  accept(body: unknown): number {
    const spans = readOtlpSpans(body)
    for (const span of spans) this.keep(span)
    return spans.length
  }

  /** The trace as a tree, or undefined when nothing of it is (still) known. */
  trace(traceId: string): TraceTree | undefined {
    const spans = this.traces.get(traceId)
    return spans && toTree(traceId, [...spans.values()])
  }

  /** Ids of the known traces, latest first. */
  recent(limit = 50): string[] {
    return [...this.traces.keys()].reverse().slice(0, limit)
  }

  /** Traces that link to a span of `traceId`: advice, speech and follow-ups that it led to. */
  linkedTo(traceId: string): string[] {
    const isLinked = (spans: Map<string, FlatSpan>) =>
      [...spans.values()].some((span) => span.links.some((link) => link.traceId === traceId))
    return [...this.traces].filter(([id, spans]) => id !== traceId && isLinked(spans)).map(([id]) => id)
  }

  private keep(span: FlatSpan): void {
    const spans = this.traces.get(span.traceId) ?? new Map<string, FlatSpan>()
    // Taken out and put back, so that the map's order is that of the last news.
    this.traces.delete(span.traceId)
    this.traces.set(span.traceId, spans)
    if (spans.size < this.maxSpansPerTrace) spans.set(span.spanId, this.keepsPii ? span : withoutPii(span))
    const oldest = this.traces.keys().next().value
    if (this.traces.size > this.maxTraces && oldest !== undefined) this.traces.delete(oldest)
  }
}

/** The trace as lines of text: offset and duration in milliseconds, service, name, and what matters of the attributes. */
export function renderTree(tree: TraceTree): string {
  const lines = [`trace ${tree.traceId}  ${tree.durationMs.toFixed(1)} ms  ${tree.services.join(', ')}`]
  const draw = (span: TraceSpan, indent: string, isLast: boolean): void => {
    const offset = `+${(span.startMs - tree.startMs).toFixed(1)}`.padStart(9)
    const duration = `${span.durationMs.toFixed(1)} ms`.padStart(11)
    const notes = [span.error ? `✗ ${span.error}` : '', ...shown(span)].filter(Boolean).join(' ')
    const name = `${indent}${isLast ? '└─' : '├─'} ${span.name}`
    lines.push(`${offset} ${duration}  ${span.service.padEnd(10)} ${name}${notes ? `  ${notes}` : ''}`)
    drawAll(span.children, indent + (isLast ? '   ' : '│  '))
  }
  const drawAll = (spans: TraceSpan[], indent: string) =>
    spans.forEach((span, index) => draw(span, indent, index === spans.length - 1))
  drawAll(tree.roots, '')
  return lines.join('\n')
}

/** Attributes worth a place in the terminal. */
const SHOWN = [
  attributeNames.outcome,
  attributeNames.reason,
  attributeNames.intent,
  attributeNames.verdict,
  attributeNames.genAiRequestModel,
  attributeNames.genAiTool,
  'http.response.status_code',
] as const

function shown(span: TraceSpan): string[] {
  return SHOWN.flatMap((key) => {
    const value = span.attributes[key]
    return value === undefined ? [] : [`${key.split('.').at(-1)}=${String(value)}`]
  })
}

function withoutPii(span: FlatSpan): FlatSpan {
  const kept = Object.entries(span.attributes).filter(([key]) => !key.includes('.pii.'))
  return { ...span, attributes: Object.fromEntries(kept) }
}

function toTree(traceId: string, flat: FlatSpan[]): TraceTree {
  const nodes = new Map<string, TraceSpan>()
  for (const { parentSpanId: _parent, ...span } of flat) nodes.set(span.spanId, { ...span, children: [] })
  const roots: TraceSpan[] = []
  for (const { spanId, parentSpanId } of flat) {
    const siblings = (parentSpanId ? nodes.get(parentSpanId)?.children : undefined) ?? roots
    siblings.push(nodes.get(spanId)!)
  }
  const byStart = (a: TraceSpan, b: TraceSpan) => a.startMs - b.startMs
  for (const node of nodes.values()) node.children.sort(byStart)
  roots.sort(byStart)
  const startMs = Math.min(...flat.map((span) => span.startMs))
  const endMs = Math.max(...flat.map((span) => span.startMs + span.durationMs))
  return { traceId, startMs, durationMs: endMs - startMs, services: servicesOf(flat), roots }
}

function servicesOf(spans: FlatSpan[]): string[] {
  const inOrder = spans.toSorted((a, b) => a.startMs - b.startMs)
  return [...new Set(inOrder.map((span) => span.service))]
}
