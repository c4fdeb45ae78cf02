import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { AlwaysOffSampler, TracerProvider } from '@opentelemetry/sdk-trace'
import { onShutdownTelemetry } from './shutdown.ts'

/**
 * Starts tracing as OTEL_* say. With an OTLP endpoint spans are recorded and exported (HTTP, JSON); without one, traces still have ids
 * that travel with each message and stand in each log line, but nothing is recorded, which costs next to nothing.
 */
export async function startTracing(env: NodeJS.ProcessEnv): Promise<void> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  if (!isExporting(env)) {
    // This sampler makes spans that have ids and record nothing; no exporter and no instrumentation is loaded.
    trace.setGlobalTracerProvider(new TracerProvider({ sampler: new AlwaysOffSampler() }))
    return
  }
  const { startExporting } = await import('./exporting.ts')
  onShutdownTelemetry(startExporting(env))
}

function isExporting(env: NodeJS.ProcessEnv): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT
  return Boolean(endpoint) && env.OTEL_SDK_DISABLED !== 'true' && env.OTEL_TRACES_EXPORTER !== 'none'
}
