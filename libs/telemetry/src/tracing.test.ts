import { trace } from '@opentelemetry/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTracing } from './start-tracing.ts'
import {
  currentTraceId,
  currentTraceparent,
  extract,
  inTrace,
  inject,
  newTraceparent,
  traceIdOf,
  withSpan,
} from './tracing.ts'

beforeAll(() => startTracing({}))

describe('without an endpoint', () => {
  test('traces have ids, and spans inside share the trace', () => {
    withSpan('outer', {}, () => {
      const outer = currentTraceparent()
      expect(outer).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
      withSpan('inner', {}, () => {
        expect(traceIdOf(currentTraceparent())).toBe(traceIdOf(outer))
        expect(currentTraceparent()).not.toBe(outer)
      })
    })
  })

  test('a trace goes on in another process', async () => {
    const sent = withSpan('publish', {}, () => inject().traceparent)
    const arrived = await withSpan('process', { parent: sent }, async () => {
      await Promise.resolve()
      return currentTraceId()
    })
    expect(arrived).toBe(traceIdOf(sent))
  })

  test('a message outside any trace gets a new one', () => {
    expect(currentTraceparent()).toBeUndefined()
    expect(traceIdOf(inject().traceparent)).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('traceparent', () => {
  test.each([
    undefined,
    '',
    'garbage',
    '00-00000000000000000000000000000000-0000000000000001-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
  ])('%s starts a new trace', (header) => {
    expect(trace.getSpanContext(extract(header))).toBeUndefined()
  })

  test('a later version with more fields is read', () => {
    const later = '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more'
    expect(inTrace(later, currentTraceId)).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
  })

  test('a trace id given as plain text can be continued', () => {
    const id = '4bf92f3577b34da6a3ce929d0e0e4736'
    expect(traceIdOf(newTraceparent(id))).toBe(id)
  })
})

describe('a span that fails', () => {
  test('throws the same error on, sync and async', async () => {
    const error = new RangeError('no')
    const fail = () => {
      throw error
    }
    expect(() => withSpan('sync', {}, fail)).toThrow(error)
    await expect(withSpan('async', {}, () => Promise.reject(error))).rejects.toBe(error)
  })
})
