import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { Lately } from './lately.ts'
import { counters, gauges, histograms } from './metric-names.ts'
import type { CounterName, GaugeName, HistogramName } from './metric-names.ts'

type LabelsOf<Name, Table> = Name extends keyof Table
  ? Table[Name] extends { labels: readonly (infer Label extends string)[] }
    ? Record<Label, string | number>
    : never
  : never

/** The labels of a metric as an argument: left out where it has none. */
type Labels<Name, Table> = [keyof LabelsOf<Name, Table>] extends [never] ? [] : [labels: LabelsOf<Name, Table>]

const registry = new Registry()
const made = new Map<string, unknown>()
/** More different sets of labels than any metric here needs. */
const MAX_SERIES = 300

function once<Metric>(name: string, make: () => Metric): Metric {
  const known = made.get(name) as Metric | undefined
  if (known) return known
  const metric = make()
  made.set(name, metric)
  return metric
}

/**
 * The labels to record under: those given, until a metric has MAX_SERIES different ones; later newcomers become `other`. So a label that
 * somebody outside can make up never fills the memory of this process or of Prometheus.
 */
function bounded(name: string, labels: Record<string, string | number> | undefined): Record<string, string | number> {
  if (!labels) return {}
  const known = once(`series of ${name}`, () => new Set<string>())
  const key = Object.values(labels).join('\n')
  if (known.has(key)) return labels
  if (known.size >= MAX_SERIES) return Object.fromEntries(Object.keys(labels).map((label) => [label, 'other']))
  known.add(key)
  return labels
}

/** Records one duration, in seconds: `observe('repartee_turn_step_seconds', 0.012, { step: 'capture' })`. */
export function observe<Name extends HistogramName>(
  name: Name,
  seconds: number,
  ...[labels]: Labels<Name, typeof histograms>
): void {
  const metric = once(name, () => {
    const { help, labels: labelNames, buckets } = histograms[name]
    return new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers: [registry] })
  })
  metric.observe(bounded(name, labels), seconds)
  lately[name]?.add(seconds, performance.now())
}

/** What /health tells the average of. */
const lately: Partial<Record<HistogramName, Lately>> = {
  repartee_handler_seconds: new Lately(),
  repartee_http_request_seconds: new Lately(),
}

/** The average of the last minute in this process, in seconds; null when nothing was recorded. */
export function averageSeconds(name: 'repartee_handler_seconds' | 'repartee_http_request_seconds'): number | null {
  return lately[name]?.average(performance.now()) ?? null
}

/** Starts a clock; the returned function records the seconds since then and returns them. */
export function startTimer<Name extends HistogramName>(
  name: Name,
): (...labels: Labels<Name, typeof histograms>) => number {
  const startedMs = performance.now()
  return (...labels) => {
    const seconds = (performance.now() - startedMs) / 1000
    observe(name, seconds, ...labels)
    return seconds
  }
}

/** Adds to a counter (1 unless told): `count('repartee_sends_total', { channel, verdict })`. */
export function count<Name extends CounterName>(
  name: Name,
  ...[labels, by]: [...Labels<Name, typeof counters>, by?: number] extends [infer L, (infer B)?]
    ? [labels: L, by?: B]
    : never
): void {
  const metric = once(name, () => {
    const { help, labels: labelNames } = counters[name]
    return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] })
  })
  metric.inc(bounded(name, labels as Record<string, string | number> | undefined), (by as number | undefined) ?? 1)
}

/** Sets a gauge: `setGauge('repartee_sockets', 12, { kind: 'console' })`. */
export function setGauge<Name extends GaugeName>(
  name: Name,
  value: number,
  ...[labels]: Labels<Name, typeof gauges>
): void {
  gauge(name).set(bounded(name, labels), value)
}

/** Adds to a gauge (a negative number takes away). */
export function addToGauge<Name extends GaugeName>(
  name: Name,
  by: number,
  ...[labels]: Labels<Name, typeof gauges>
): void {
  gauge(name).inc(bounded(name, labels), by)
}

function gauge(name: GaugeName): Gauge {
  return once(name, () => {
    const { help, labels: labelNames } = gauges[name]
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] })
  })
}

/** The text of `/metrics` and its content type; process metrics (memory, event loop, GC) come along. */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  once('process', () => {
    collectDefaultMetrics({ register: registry })
    return true
  })
  return { contentType: registry.contentType, text: await registry.metrics() }
}
