import { type Planted, inTest, plant, split } from './planted.ts'

const reason = (where: string, line: number, text: string): Planted => inTest('test_reasons', where, line, text)
const clock = (where: string, line: number, text: string): Planted => inTest('test_clocks', where, line, text)

export const testBreaches: readonly Planted[] = [
  reason('one test runs alone', 1, "test.only('x', () => {})\n"),
  reason('a group does, with others at once', 1, "describe.concurrent.only('x', () => {})\n"),
  reason('a test is skipped', 1, "test.skip('x', () => {})\n"),
  reason('a table of tests is', 1, "it.skip.each([1])('x', () => {})\n"),
  reason('a test is skipped on a condition', 1, "test.skipIf(process.platform === 'win32')('x', () => {})\n"),
  reason('a test runs on a condition', 1, "test.runIf(process.env['CI'])('x', () => {})\n"),
  reason('a test is not written', 1, "test.todo('x')\n"),
  reason('a test skips itself and says nothing', 2, "test('x', (context) => {\n  context.skip()\n})\n"),
  reason('it does on a condition', 2, "test('x', ({ skip }) => {\n  skip(process.platform === 'win32')\n})\n"),
  reason('its reason is blank', 2, "test('x', ({ skip }) => {\n  skip(' ')\n})\n"),
  reason('nothing is asserted', 2, "test('x', () => {\n  expect(true).toBe(true)\n})\n"),
  plant(
    'honest_types',
    'a program that is compiled as a test ignores what comes',
    'test/types/programs/demo.ts:1',
    split('// @ts-', 'ignore\nexport const x: number = 1\n'),
  ),
  plant(
    'honest_types',
    'another test expects an error',
    'test/types/demo.ts:1',
    split('// @ts-', 'expect-error\nexport const x: number = 1\n'),
  ),
  plant('test_reasons', 'a unit test runs alone', 'packages/core/src/rim/run.test.ts:1', "test.only('x', () => {})\n"),
  clock(
    'a duration is asserted',
    2,
    'const start = performance.now()\nexpect(performance.now() - start).toBeLessThan(50)\n',
  ),
  clock('a moment is', 1, 'expect(failure.atMs).toBeGreaterThan(Date.now())\n'),
  clock('a moment is passed to be asserted on', 1, 'expect(Date.now()).toBe(1)\n'),
  clock('a loop waits for it', 2, 'const endMs = 5\nwhile (Date.now() < endMs) {}\n'),
  clock('time that passed is computed', 1, 'const elapsedMs = Date.now() - start\n'),
]
