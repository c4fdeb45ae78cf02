/**
 * Whether the services' spans stay on this machine: when no endpoint is set and tracing is not turned off.
 * @param {NodeJS.ProcessEnv} settings as given
 */
export function keepsTracesHere(settings) {
  const goElsewhere = settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  return goElsewhere === undefined && settings.OTEL_TRACES_EXPORTER !== 'none' && settings.OTEL_SDK_DISABLED !== 'true'
}

/**
 * @param {string} tracesUrl of the local trace view
 * @returns {Record<string, string>} what makes the services send their spans there, soon enough to look at them at once
 */
export function localTraceSettings(tracesUrl) {
  return {
    TRACES_URL: tracesUrl,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${tracesUrl}/v1/traces`,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '200',
  }
}
