export { createLogger, currentLogContext, withLogContext } from './logger.ts'
export type { LogContext, LogLevel, Logger } from './logger.ts'
export { counters, gauges, histograms } from './metric-names.ts'
export type { CounterName, GaugeName, HistogramName } from './metric-names.ts'
export { averageSeconds, addToGauge, count, observe, renderMetrics, setGauge, startTimer } from './metrics.ts'
export { MESSAGING_SYSTEM, attributeNames, spanNames } from './names.ts'
export { redactText, redactValue } from './redact.ts'
export { shutdownTelemetry } from './shutdown.ts'
export { TraceSink, renderTree } from './traces.ts'
export type { TraceTree, TraceSpan } from './traces.ts'
export {
  annotate,
  currentTraceId,
  currentTraceparent,
  extract,
  inService,
  inTrace,
  inject,
  newTraceparent,
  startSpan,
  traceIdOf,
  withSpan,
} from './tracing.ts'
export type { SpanOptions } from './tracing.ts'
