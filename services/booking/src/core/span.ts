/** From an instant until before another, in milliseconds since the epoch. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const byStart = (a: Span, b: Span): number => a.start - b.start

/** The same time in as few spans as can be, in order; spans that touch become one. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of isInOrder(spans) ? spans : spans.toSorted(byStart)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

function isInOrder(spans: readonly Span[]): boolean {
  return spans.every((span, index) => index === 0 || spans[index - 1]!.start <= span.start)
}
