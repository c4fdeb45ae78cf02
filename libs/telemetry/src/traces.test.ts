import { describe, expect, test } from 'vitest'
import { TraceSink, renderTree } from './traces.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const BASE_NS = 1_795_179_072_000_000_000n

interface Given {
  id: number
  parent?: number
  name: string
  service?: string
  atMs?: number
  forMs?: number
  trace?: string
  attributes?: Record<string, string>
  linksTo?: string
  error?: boolean
}

const hex = (id: number) => id.toString(16).padStart(16, '0')
const nanoseconds = (ms: number) => (BASE_NS + BigInt(Math.round(ms * 1e6))).toString()
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })

function body(...spans: Given[]): unknown {
  return {
    resourceSpans: spans.map((span) => ({
      resource: { attributes: [text('service.name', span.service ?? 'gateway')] },
      scopeSpans: [
        {
          scope: { name: 'repartee' },
          spans: [
            {
              traceId: span.trace ?? TRACE,
              spanId: hex(span.id),
              ...(span.parent ? { parentSpanId: hex(span.parent) } : {}),
              name: span.name,
              startTimeUnixNano: nanoseconds(span.atMs ?? 0),
              endTimeUnixNano: nanoseconds((span.atMs ?? 0) + (span.forMs ?? 1)),
              attributes: Object.entries(span.attributes ?? {}).map(([key, value]) => text(key, value)),
              links: span.linksTo ? [{ traceId: span.linksTo, spanId: hex(1) }] : [],
              status: span.error ? { code: 2, message: 'TypeError' } : { code: 0 },
            },
          ],
        },
      ],
    })),
  }
}

describe('a trace', () => {
  test('becomes a tree, in whatever order its spans arrive', () => {
    const sink = new TraceSink()
    sink.accept(body({ id: 3, parent: 2, name: 'generate', service: 'generation', atMs: 4, forMs: 2 }))
    sink.accept(body({ id: 4, parent: 2, name: 'detect', service: 'situation', atMs: 2 }))
    expect(sink.trace(TRACE)!.roots.map((span) => span.name)).toEqual(['detect', 'generate'])
    sink.accept(body({ id: 2, parent: 1, name: 'process', atMs: 1, forMs: 6 }, { id: 1, name: 'webhook', forMs: 9.5 }))
    const tree = sink.trace(TRACE)!
    expect(tree.roots).toHaveLength(1)
    expect(tree.roots[0]).toMatchObject({ name: 'webhook', children: [{ name: 'process' }] })
    expect(tree.roots[0]!.children[0]!.children.map((span) => span.name)).toEqual(['detect', 'generate'])
    expect(tree).toMatchObject({ durationMs: 9.5, services: ['gateway', 'situation', 'generation'] })
  })

  test('is drawn with offsets, durations, services and failures', () => {
    const sink = new TraceSink()
    sink.accept(
      body(
        { id: 1, name: 'webhook', forMs: 20, attributes: { 'repartee.outcome': 'answered' } },
        { id: 2, parent: 1, name: 'turn capture', service: 'capture', atMs: 2.5, forMs: 3, error: true },
        { id: 3, parent: 1, name: 'turn generate', service: 'generation', atMs: 6, forMs: 10 },
      ),
    )
    expect(renderTree(sink.trace(TRACE)!).split('\n')).toEqual([
      `trace ${TRACE}  20.0 ms  gateway, capture, generation`,
      '     +0.0     20.0 ms  gateway    └─ webhook  outcome=answered',
      '     +2.5      3.0 ms  capture       ├─ turn capture  ✗ TypeError',
      '     +6.0     10.0 ms  generation    └─ turn generate',
    ])
  })

  test('an attribute repartee.service rules over the resource, for several services in one process', () => {
    const sink = new TraceSink()
    sink.accept(body({ id: 1, name: 'a', service: 'repartee', attributes: { 'repartee.service': 'coach' } }))
    expect(sink.trace(TRACE)!.services).toEqual(['coach'])
  })

  test('is found by the trace that it links to', () => {
    const sink = new TraceSink()
    const advice = 'a'.repeat(32)
    sink.accept(body({ id: 1, name: 'webhook' }, { id: 9, name: 'advise', trace: advice, linksTo: TRACE }))
    expect(sink.linkedTo(TRACE)).toEqual([advice])
  })
})

describe('the sink', () => {
  test('keeps what people said only when told', () => {
    const said = body({ id: 1, name: 'a', attributes: { 'repartee.pii.heard': 'my tooth hurts' } })
    const shy = new TraceSink()
    const open = new TraceSink({ keepsPii: true })
    shy.accept(said)
    open.accept(said)
    expect(JSON.stringify(shy.trace(TRACE))).not.toContain('tooth')
    expect(JSON.stringify(open.trace(TRACE))).toContain('tooth')
  })

  test('forgets the traces that were quiet longest', () => {
    const sink = new TraceSink({ maxTraces: 3 })
    const id = (n: number) => n.toString(16).padStart(32, '0')
    for (const n of [1, 2, 3, 1, 4]) sink.accept(body({ id: n, name: 'a', trace: id(n) }))
    expect(sink.recent()).toEqual([id(4), id(1), id(3)])
    expect(sink.trace(id(2))).toBeUndefined()
  })

  test('bounds the spans of one trace', () => {
    const sink = new TraceSink({ maxSpansPerTrace: 10 })
    for (let id = 1; id <= 50; id++) sink.accept(body({ id, name: 'a' }))
    expect(sink.trace(TRACE)!.roots).toHaveLength(10)
  })

  test.each([
    [null, /resourceSpans/],
    [{ resourceSpans: 'x' }, /resourceSpans/],
    [{ resourceSpans: [{}] }, /scopeSpans/],
    [{ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'x' }] }] }] }, /32 hex digits/],
  ])('refuses %j with a reason', (wrong, reason) => {
    expect(() => new TraceSink().accept(wrong)).toThrow(reason)
  })
})
