import { trace } from '@opentelemetry/api'
import type { Context } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  processDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import type { Resource } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import { createRequire } from 'node:module'
import { attributeNames } from './names.ts'
import { samplerFrom } from './sampler.ts'
import { SERVICE_KEY } from './tracing.ts'

/** Records spans and exports them in batches over OTLP/HTTP. Returns what sends the rest and stops. */
export function startExporting(env: NodeJS.ProcessEnv): () => Promise<void> {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'repartee' }))
    .merge(detectResources({ detectors: [envDetector, hostDetector, processDetector] }))
  const provider = new TracerProvider({
    resource,
    sampler: samplerFrom(env),
    spanProcessors: [new ServiceSpanProcessor(resource, batching(env))],
  })
  trace.setGlobalTracerProvider(provider)
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      // Requests that come in get their span from the service shell, with its ids and routes.
      new HttpInstrumentation({ disableIncomingRequestInstrumentation: true }),
      new UndiciInstrumentation(),
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
      new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
    ],
  })
  // Both are patched when they are required; the ESM imports of the program then get the patched modules.
  // A loader hook for ESM would do the same for two seconds of start-up.
  const require = createRequire(import.meta.url)
  for (const patched of ['http', 'https', 'pg', 'ioredis']) require(patched)
  return () => provider.shutdown()
}

function batching(env: NodeJS.ProcessEnv): BatchSpanProcessor {
  const number = (name: string) => (env[name] ? Number(env[name]) : undefined)
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter(),
    scheduledDelayMillis: number('OTEL_BSP_SCHEDULE_DELAY') ?? 1000,
    maxQueueSize: number('OTEL_BSP_MAX_QUEUE_SIZE') ?? 8192,
    maxExportBatchSize: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE') ?? 1024,
    exportTimeoutMillis: number('OTEL_BSP_EXPORT_TIMEOUT') ?? 5000,
  })
}

/**
 * Gives each span the service it belongs to, as attribute and as `service.name` of its resource, so that several services in one
 * process look the same as each in its own.
 */
class ServiceSpanProcessor implements SpanProcessor {
  private readonly resources = new Map<string, Resource>()

  constructor(
    private readonly resource: Resource,
    private readonly next: SpanProcessor,
  ) {}

  onStart(span: Span, parent: Context): void {
    const service = parent.getValue(SERVICE_KEY)
    if (typeof service === 'string') span.setAttribute(attributeNames.service, service)
    this.next.onStart(span, parent)
  }

  onEnd(span: ReadableSpan): void {
    const service = span.attributes[attributeNames.service]
    if (typeof service !== 'string') return this.next.onEnd(span)
    this.next.onEnd(Object.create(span, { resource: { value: this.resourceOf(service) } }) as ReadableSpan)
  }

  forceFlush(): Promise<void> {
    return this.next.forceFlush()
  }

  shutdown(): Promise<void> {
    return this.next.shutdown()
  }

  private resourceOf(service: string): Resource {
    const known = this.resources.get(service)
    if (known) return known
    const named = this.resource.merge(resourceFromAttributes({ 'service.name': service }))
    this.resources.set(service, named)
    return named
  }
}
