import { expect, test } from 'vitest'
import { serverTime } from './server-time.ts'

test('is the local time until the server was heard, and then the server\u2019s', () => {
  const time = serverTime()
  expect([time.isKnown(), time.nowMs(50)]).toEqual([false, 50])
  expect(time.learn(1_000_000, 90, 110)).toBe(true)
  expect([time.isKnown(), time.nowMs(150), time.atMs(40)]).toEqual([true, 1_000_050, 999_940])
})

test('the shortest way to the server says it best, and a longer one of the same tells nothing', () => {
  const time = serverTime()
  time.learn(1_000_000, 0, 100)
  time.learn(1_000_130, 150, 152)
  expect(time.atMs(152)).toBe(1_000_131)
  time.learn(1_000_300, 300, 400)
  expect(time.atMs(400)).toBe(1_000_379)
})

test('an old measurement gives way to a new one, as clocks drift', () => {
  const time = serverTime()
  time.learn(1_000_000, 0, 2)
  time.learn(1_060_002, 60_000, 60_010)
  expect(time.atMs(60_010)).toBe(1_060_007)
})

test('what the way cannot explain is a step of the server\u2019s clock', () => {
  const time = serverTime()
  time.learn(1_000_000, 0, 2)
  expect(time.learn(2_000_000, 100, 150)).toBe(true)
  expect(time.atMs(150)).toBe(2_000_025)
})

test('a small step back is caught up with at half the speed, a far one is reported', () => {
  const time = serverTime()
  time.learn(1_000_000, 0, 0)
  expect(time.nowMs(100)).toBe(1_000_100)
  expect(time.learn(999_150, 150, 150)).toBe(true)
  expect([200, 300, 1_900, 2_100, 2_200].map(time.nowMs)).toEqual([
    1_000_150, 1_000_200, 1_001_000, 1_001_100, 1_001_200,
  ])
  expect(time.learn(900_000, 2_300, 2_300)).toBe(false)
  expect(time.nowMs(2_310)).toBe(900_010)
})
