import { beforeAll, describe, expect, test } from 'vitest'
import { createLogger, withLogContext } from './logger.ts'
import { startTracing } from './start-tracing.ts'
import { currentTraceId, withSpan } from './tracing.ts'

beforeAll(() => startTracing({}))

function recorded() {
  const lines: string[] = []
  const log = createLogger({ service: 'capture', level: 'debug', destination: { write: (line) => lines.push(line) } })
  const last = () => JSON.parse(lines.at(-1)!) as Record<string, unknown>
  return { log, lines, last }
}

describe('a log line', () => {
  test('says time, level, service, trace, and what the work is about', () => {
    const { log, last } = recorded()
    const trace = withSpan('turn', {}, () => {
      withLogContext({ tenant: 'demo-clinic', request: 'r1' }, () =>
        withLogContext({ session: 's1', turn: 't1' }, () => log.info({ attempts: 2 }, 'turn captured')),
      )
      return currentTraceId()
    })
    expect(last()).toMatchObject({
      level: 'info',
      service: 'capture',
      trace,
      tenant: 'demo-clinic',
      request: 'r1',
      session: 's1',
      turn: 't1',
      attempts: 2,
      msg: 'turn captured',
    })
    expect(Date.parse(String(last().time))).not.toBeNaN()
  })

  test('holds no words, names or numbers, wherever they hide', () => {
    const { log, lines } = recorded()
    log.warn({ text: 'my tooth hurts', nested: { phone: '+34612345678' } }, 'cannot read +34612345678')
    log.error(new Error('no slot for "Anna Smith" at anna@example.com'))
    log.error({ err: new SyntaxError(`Unexpected token 'm', "my tooth h"... is not valid JSON`) }, 'bad body')
    log.info('customer said %s', 'my tooth hurts')
    expect(lines).toHaveLength(4)
    expect(lines.join('')).not.toMatch(/tooth|Anna|anna|612/)
  })

  test('masks the words that the work conceals, also in plain English', () => {
    const { log, lines } = recorded()
    withLogContext({ conceal: ['Smith', 'tooth hurts'] }, () =>
      log.info({ seen: ['Smith', { Smith: 1 }] }, 'no entry for Smith whose tooth hurts'),
    )
    expect(lines.join('')).not.toMatch(/Smith|tooth hurts/)
  })

  test('is not written below its level', () => {
    const lines: string[] = []
    const log = createLogger({ service: 'x', level: 'warn', destination: { write: (line) => lines.push(line) } })
    log.info('quiet')
    expect(lines).toEqual([])
  })
})
