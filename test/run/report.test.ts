import { expect, test } from 'vitest'
import { add, closingLine, finished, tally } from './report.ts'

const file = (status: string, ...tests: string[]) => ({
  name: 'some.test.ts',
  status,
  assertionResults: tests.map((each) => ({ status: each, fullName: 'a test' })),
})

test('tests are counted by how they ended', () => {
  expect(tally({ testResults: [file('failed', 'passed', 'failed', 'pending', 'todo')] }, false)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
  })
})

test('a file that does not load is one failure', () => {
  expect(tally({ testResults: [file('failed'), file('passed', 'passed')] }, false)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  })
})

test('a run that fails with no failed test is one failure', () => {
  expect(tally({ testResults: [file('passed', 'passed')] }, false)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(tally(undefined, false)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a run of no test is a failure', () => {
  expect(tally({ testResults: [] }, true)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the closing line names skips only when there are some', () => {
  expect(closingLine(add({ passed: 4, failed: 0, skipped: 0 }, finished('passed')))).toBe('5 passed, 0 failed')
  expect(closingLine(add({ passed: 4, failed: 1, skipped: 2 }, finished('skipped')))).toBe(
    '4 passed, 1 failed, 3 skipped',
  )
})
