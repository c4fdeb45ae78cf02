import { describe, expect, test } from 'vitest'
import { counters, gauges, histograms } from './metric-names.ts'
import { count, observe, renderMetrics, setGauge } from './metrics.ts'

const all = Object.entries({ ...histograms, ...counters, ...gauges })

describe('the catalogue of metrics', () => {
  test.each(all)('%s has bounded labels', (_name, { labels }) => {
    for (const label of labels) expect(label).not.toMatch(/session|phone|subject|tenant|contact|turn|request|id$/)
  })

  test.each(all)('%s is named after the conventions', (name, { help }) => {
    expect(name).toMatch(/^(?:repartee|salesboost)_[a-z_]+$/)
    expect(help).not.toBe('')
    if (name in counters) expect(name).toMatch(/_total$/)
    if (name in histograms) expect(name).toMatch(/_seconds$/)
    if (name in gauges) expect(name).not.toMatch(/_total$/)
  })

  test('the fixed names and buckets stand', () => {
    expect(histograms.salesboost_ttft_seconds.buckets).toEqual([0.5, 1, 1.5, 2, 3, 5])
    expect(histograms.salesboost_async_coach_latency_seconds.buckets).toEqual([0.5, 1, 1.5, 2])
    expect(counters.salesboost_coach_advice_source_total.labels).toEqual(['source'])
    expect(counters.salesboost_coach_fallback_by_intent_total.labels).toEqual(['intent'])
  })
})

describe('the text of /metrics', () => {
  test('has what was recorded, and the process', async () => {
    count('repartee_sends_total', { channel: 'whatsapp', verdict: 'sent' })
    count('repartee_sends_total', { channel: 'whatsapp', verdict: 'sent' }, 2)
    observe('salesboost_ttft_seconds', 1.2)
    setGauge('repartee_sockets', 7, { kind: 'console' })
    const { text, contentType } = await renderMetrics()
    expect(contentType).toMatch(/^text\/plain/)
    expect(text).toContain('repartee_sends_total{channel="whatsapp",verdict="sent"} 3')
    expect(text).toContain('salesboost_ttft_seconds_bucket{le="1.5"} 1')
    expect(text).toContain('salesboost_ttft_seconds_bucket{le="1"} 0')
    expect(text).toContain('repartee_sockets{kind="console"} 7')
    expect(text).toContain('process_resident_memory_bytes')
  })

  test('does not grow with labels that somebody makes up', async () => {
    for (let n = 0; n < 2000; n++)
      count('repartee_webhooks_rejected_total', { channel: 'whatsapp', reason: `made up ${n}` })
    const { text } = await renderMetrics()
    const series = text.split('\n').filter((line) => line.startsWith('repartee_webhooks_rejected_total{'))
    expect(series).toHaveLength(301)
    expect(series.at(-1)).toBe('repartee_webhooks_rejected_total{channel="other",reason="other"} 1700')
  })
})
