import { counters, gauges, histograms } from '@repartee/telemetry'
import { Registry, collectDefaultMetrics } from 'prom-client'

/** Metrics of programs that are not ours, as far as they are used. */
const others: Readonly<Record<string, readonly string[]>> = {
  jetstream_server_total_message_bytes: ['server_name'],
  jetstream_server_max_storage: ['server_name'],
  gnatsd_varz_in_msgs: ['server_id'],
  gnatsd_varz_out_msgs: ['server_id'],
}
/** Given to each series by Prometheus. */
const everywhere = ['job', 'instance', 'service', 'le']

const ofProcesses = new Registry()
collectDefaultMetrics({ register: ofProcesses })

const series = new Map<string, readonly string[]>([
  ...Object.entries({ ...counters, ...gauges }).map(([name, { labels }]) => [name, labels] as const),
  ...Object.entries(histograms).flatMap(([name, { labels }]) =>
    ['_bucket', '_count', '_sum'].map((suffix) => [name + suffix, labels] as const),
  ),
  ...ofProcesses.getMetricsAsArray().map(({ name }) => [name, []] as const),
  ...Object.entries(others),
])

/** Names of series in an expression. */
export function seriesIn(expression: string): string[] {
  const bare = expression.replaceAll(/"[^"]*"/g, '""')
  return [...new Set(bare.match(/\b(salesboost|repartee|process|nodejs|jetstream|gnatsd)_\w+/g))]
}

/** What in an expression names a series or a label that is declared nowhere. */
export function faultsOf(expression: string): string[] {
  const names = seriesIn(expression)
  const unknown = names.filter((name) => !series.has(name)).map((name) => `${name} is declared nowhere`)
  const allowed = new Set([...everywhere, ...names.flatMap((name) => series.get(name) ?? [])])
  const used = [
    ...[...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(',')),
    ...[...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
      [...list!.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!),
    ),
  ].map((label) => label.trim())
  return [
    ...unknown,
    ...used.filter((label) => !allowed.has(label)).map((label) => `no series here has a label ${label}`),
  ]
}
