import { describe, expect, test } from 'vitest'
import { findPastPeriod } from './past.ts'

/** Friday 20 November 2026, 9:30 in Madrid. */
const NOW = '2026-11-20T08:30:00.000Z'

describe('days that a question looks back at', () => {
  test.each([
    ['en', 'what did I decide on TSLA last week?', '2026-11-09', '2026-11-15'],
    ['en', 'my trades this week', '2026-11-16', '2026-11-20'],
    ['en', 'and last month', '2026-10-01', '2026-10-31'],
    ['en', 'this month', '2026-11-01', '2026-11-20'],
    ['en', 'in the last 30 days', '2026-10-21', '2026-11-20'],
    ['en', 'over the past two weeks', '2026-11-06', '2026-11-20'],
    ['en', 'last year', '2025-01-01', '2025-12-31'],
    ['en', 'what did I buy yesterday', '2026-11-19', '2026-11-19'],
    ['en', 'since Monday', '2026-11-16', '2026-11-20'],
    ['en', 'on Tuesday', '2026-11-17', '2026-11-17'],
    ['en', 'between 1 November and 10 November', '2026-11-01', '2026-11-10'],
    ['es', 'qué decidí la semana pasada', '2026-11-09', '2026-11-15'],
    ['es', 'en los últimos 7 días', '2026-11-13', '2026-11-20'],
    ['pt', 'na semana passada', '2026-11-09', '2026-11-15'],
    ['ru', 'что я решил на прошлой неделе', '2026-11-09', '2026-11-15'],
    ['he', 'מה החלטתי בשבוע שעבר', '2026-11-09', '2026-11-15'],
    ['zh', '我上周决定了什么', '2026-11-09', '2026-11-15'],
  ] as const)('%s: %s', (language, text, from, until) => {
    expect(findPastPeriod(text, { now: NOW, timeZone: 'Europe/Madrid', language })).toMatchObject({ from, until })
  })

  test.each(['what did I decide on TSLA?', 'my last trade', 'show me my journal'])('none: %s', (text) => {
    expect(findPastPeriod(text, { now: NOW, timeZone: 'Europe/Madrid', language: 'en' })).toBeNull()
  })
})
