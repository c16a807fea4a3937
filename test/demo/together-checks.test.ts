import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, clients } from './clients.ts'
import { handsOf } from './hands.ts'
import { type Result, play } from './play.ts'
import { table } from './table.ts'
import { compared, judge } from './together.ts'
import { type World, createWorld } from './world.ts'

const number = 4 // it is refused with nothing sent
const call = table[number - 1]!
const [fetch, ky] = clients as unknown as [Client, Client]

let world: World
let drawn: Result
let good: Result
beforeAll(async () => {
  world = await createWorld()
  const never = new AbortController().signal
  drawn = await play(call, number, world.connect(fetch), world, never)
  good = await play(call, number, world.connect(ky), world, never)
})
afterAll(() => world.close())

test('a client that does as the table says has no differences', () => {
  expect(compared(judge(call, ky, good), judge(call, fetch, drawn))).toEqual({ result: good, differences: [] })
})

test('a deviation is held to what it says, and one that is none is a difference', () => {
  const deviations = { [call.name]: { expected: { code: null }, reason: 'ky cannot.' } }
  const deviating: Client = { ...ky, deviations }
  const deviant: Result = { ...good, fault: { ...good.fault!, code: null, message: 'none' } }
  const judged = judge(call, deviating, deviant)
  expect(judged).toEqual({ result: deviant, differences: [], deviation: 'ky cannot.' })
  expect(compared(judged, judge(call, fetch, drawn))).toBe(judged)
  expect(judge(call, deviating, good).differences.map(({ what }) => what)).toEqual(['code', 'a deviation'])
})

test('a fault that is told otherwise than where it was drawn is a difference', () => {
  const unlike = (fault: Partial<NonNullable<Result['fault']>>): unknown =>
    compared(
      { result: { ...good, fault: { ...good.fault!, ...fault } }, differences: [] },
      { result: drawn, differences: [] },
    ).differences
  expect(unlike({ atMs: 0, endpoint: `/r99${call.path}` })).toEqual([])
  const wanted = 'the API key does not begin with mvra_live_'
  expect(unlike({ message: 'canceled' })).toEqual([{ what: 'fault.message', expected: wanted, got: 'canceled' }])
  expect(unlike({ endpoint: '/other' })).toEqual([{ what: 'fault.endpoint', expected: call.path, got: '/other' }])
})

test('a failure in the hands of its caller must be of the class and name that the client gives it', () => {
  const [permanent, timeout, aborted] = [table[2]!, table[12]!, table[11]!].map(({ expected }) => expected)
  const held = (client: Client, expected: typeof permanent, subject: unknown, status?: number): boolean => {
    const served = status === undefined ? null : 401
    const outcome = { thrown: status === undefined, subject, ...(status !== undefined && { status }) }
    const { wanted, got } = handsOf(client, expected!, outcome, served)
    return wanted === got
  }
  const timedOut = new DOMException('', 'TimeoutError')
  const left = new DOMException('', 'AbortError')
  expect(held(fetch, permanent, new Response(), 401)).toBe(true)
  expect(held(fetch, permanent, new Response(), 500)).toBe(false)
  expect(held(ky, permanent, new Response(), 401)).toBe(false)
  expect(held({ ...ky, failed: RangeError }, permanent, new RangeError(), 401)).toBe(true)
  expect(held({ ...ky, failed: RangeError }, permanent, new TypeError(), 401)).toBe(false)
  expect(held(fetch, timeout, timedOut)).toBe(true)
  expect(held(fetch, timeout, left)).toBe(false)
  expect(held(fetch, aborted, left)).toBe(true)
  expect(held(fetch, aborted, timedOut)).toBe(false)
  expect(held(fetch, aborted, new Error('left'))).toBe(false)
  expect(held(fetch, aborted, 'left')).toBe(false)
  expect(held(fetch, aborted, undefined)).toBe(false)
  expect(held(fetch, call.expected, left)).toBe(false)
  expect(held(fetch, call.expected, new Response(), 401)).toBe(false)
  expect(held(fetch, table[0]!.expected, new Response(), 401)).toBe(true)
  expect(held(fetch, table[0]!.expected, left)).toBe(false)
})
