/** Settings that no service reads: those of the launcher, the sandbox and the tracing preload. */
export const otherSettings = [
  {
    reader: 'npm start',
    name: 'SANDBOX_PORT',
    default: '8090',
    description: 'Port of the sandbox, which plays each provider that has neither a token nor an address',
  },
  {
    reader: 'npm start',
    name: 'TRACES_PORT',
    default: '8091',
    description: 'Port of the local trace view, which runs when the traces go nowhere else',
  },
  {
    reader: 'tracing',
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    example: 'http://localhost:4318',
    description: 'Where traces go (OTLP over HTTP); all other OTEL_* settings are understood as well',
  },
  { reader: 'tracing', name: 'OTEL_TRACES_EXPORTER', example: 'none', description: 'none turns tracing off' },
]
