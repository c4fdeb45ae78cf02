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

/** The bars of a trace, top down in the order in which they began, parents before children. */
export function barsOf({ roots, startMs, durationMs }: Trace): Bar[] {
  const wholeMs = Math.max(durationMs, 0.001)
  const draw = (span: Span, depth: number): Bar[] => {
    const offsetMs = Math.max(0, span.startMs - startMs)
    const begin = Math.min(1, offsetMs / wholeMs)
    return [
      {
        id: span.spanId,
        name: span.name,
        service: span.service,
        depth,
        offsetMs,
        durationMs: span.durationMs,
        begin,
        width: Math.min(1 - begin, span.durationMs / wholeMs),
        error: span.error ?? null,
      },
      ...span.children.flatMap((child) => draw(child, depth + 1)),
    ]
  }
  return roots.flatMap((root) => draw(root, 0))
}
