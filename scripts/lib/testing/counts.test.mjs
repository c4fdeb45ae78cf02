import { expect, test } from 'vitest'
import { countsLine, countsOfReport, parseCounts, sum } from './counts.mjs'

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
])('the line of %o is %s and reads back', (counts, line) => {
  expect(countsLine(counts)).toBe(line)
  expect(parseCounts(`noise\n9 passed, 9 failed\n${line}\n`)).toEqual(counts)
})

test('a line among others does not count', () => {
  expect(parseCounts('Tests: 3 passed, 1 failed')).toBeUndefined()
})

test('a file that could not be loaded is a failure', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  }
  expect(countsOfReport(report)).toEqual({ passed: 2, failed: 3, skipped: 2 })
})

test('sums', () => {
  expect(sum({ passed: 1, failed: 2, skipped: 3 }, { passed: 1, failed: 1, skipped: 1 })).toEqual({
    passed: 2,
    failed: 3,
    skipped: 4,
  })
})
