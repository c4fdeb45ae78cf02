/** One span as the trace view gives it, with those below it. Times are milliseconds; `startMs` counts from the epoch. */
export interface Span {
  spanId: string
  name: string
  service: string
  startMs: number
  durationMs: number
  error?: string | null
  attributes: Record<string, unknown>
  children: Span[]
}

/** All that is known of one trace. */
export interface Trace {
  traceId: string
  startMs: number
  durationMs: number
  services: string[]
  roots: Span[]
}

/** One bar of the waterfall; begin and width are shares of the whole, 0 to 1. */
export interface Bar {
  id: string
  name: string
  service: string
  depth: number
  offsetMs: number
  durationMs: number
  begin: number
  width: number
  error: string | null
}

/** Is it a call of a database (OpenTelemetry's database conventions)? There are many, and they tell little. */
export function isDatabaseCall({ attributes }: Span): boolean {
  return 'db.system.name' in attributes || 'db.system' in attributes
}

/** The bars of a trace, top down in the order in which they began, parents before children, without the spans to skip. */
export function barsOf({ roots, startMs, durationMs }: Trace, skip: (span: Span) => boolean = () => false): Bar[] {
  const wholeMs = Math.max(durationMs, 0.001)
  const barOf = (span: Span, depth: number): Bar => {
    const offsetMs = Math.max(0, span.startMs - startMs)
    const begin = Math.min(1, offsetMs / wholeMs)
    const width = Math.min(1 - begin, span.durationMs / wholeMs)
    const { spanId: id, name, service, error = null } = span
    return { id, name, service, depth, offsetMs, durationMs: span.durationMs, begin, width, error }
  }
  const draw = (span: Span, depth: number): Bar[] =>
    skip(span)
      ? span.children.flatMap((child) => draw(child, depth))
      : [barOf(span, depth), ...span.children.flatMap((child) => draw(child, depth + 1))]
  return roots.flatMap((root) => draw(root, 0))
}
