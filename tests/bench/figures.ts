/** One measured figure, as it is printed and written as JSON. */
export interface Figure {
  /** Begins with the number of its row in the table of goals. */
  readonly name: string
  readonly figure: number
  readonly unit: string
  /** What it is measured against, and that one's figure in the same run. */
  readonly against: string
  /** This figure divided by what it is measured against; null where it stands alone. */
  readonly ratio: number | null
  readonly reach: string
  readonly met: boolean
}

/** The value below which `share` (0 to 1) of the samples lie; the nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, figure, unit, against, ratio, reach, met }) => [
    name,
    `${rounded(figure)} ${unit}`,
    against,
    ratio === null ? '' : rounded(ratio),
    reach,
    met ? 'yes' : 'NO',
  ])
  const head = ['what', 'figure', 'against', 'ratio', 'reach', 'met']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')
}

export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
