import { type PolicyInput, RecourseError, type RecourseEvent } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { recordingClock } from './clock.ts'
import { type Driver, type Outcome, plainGet } from './drivers/driver.ts'
import { drivers } from './drivers/index.ts'
import { quick } from './scenarios/build.ts'
import { type Stage, socketStage } from './stage.ts'
import { failed, fine, json } from './steps.ts'
import { shorthand } from './verify.ts'

/** Five in a second, none left, and as many again in two. */
const spent = { 'ratelimit-policy': '"default";q=5;w=1', ratelimit: '"default";r=0;t=2' }
const resetMs = 2_000

type Played = Readonly<{ outcomes: readonly Outcome[]; stage: Stage; told: readonly RecourseEvent[]; startMs: number }>

/** Two calls, one after the other, by a client that paces. */
async function twice(driver: Driver, server: Parameters<typeof socketStage>[0], policy: PolicyInput): Promise<Played> {
  const stage = await socketStage(server)
  const told: RecourseEvent[] = []
  const made = driver.make({
    policy: { ...quick, ...policy },
    clock: recordingClock(60),
    onEvent: (event) => void told.push(event),
  })
  const call = (): Promise<Outcome> =>
    made.call({
      ...plainGet,
      url: stage.url,
    })
  const startMs = Date.now()
  const outcomes = [await call(), await call()]
  await made.close()
  await stage.close()
  return { outcomes, stage, told, startMs }
}

const answers = {
  'a success': { answer: json(200, { done: true }, spent), first: 'attempt 1' },
  'a failure': { answer: failed(404, spent), first: 'give_up 1: not_found, permanent' },
}

describe.concurrent.each(drivers)('$name', { timeout: 15_000 }, (driver) => {
  test.each(Object.entries(answers))(
    'refuses a call that %s has told to be one too many, and says when to come again',
    async (_name, { answer, first }) => {
      const { outcomes, stage, told, startMs } = await twice(driver, [answer, fine], { pacing: {} })
      expect(outcomes[0]).toMatchObject({ thrown: false, status: answer.status })
      expect(stage.requests).toHaveLength(1)
      const [, second] = outcomes
      expect(second?.thrown).toBe(true)
      const error = second?.subject as RecourseError
      expect(error).toBeInstanceOf(RecourseError)
      expect(error.reason).toBe('limit_reached')
      expect(error.retryAtMs).toBeGreaterThanOrEqual(startMs + resetMs)
      expect(told.map(shorthand)).toContain(first)
      expect(told.map(shorthand).at(-1)).toBe('refused 1: rate_limit, limit_reached')
    },
  )

  test.each(Object.entries(answers))(
    'holds a call that %s has told to be one too many until the limit is as it was',
    async (_name, { answer }) => {
      const { outcomes, stage } = await twice(driver, [answer, fine], { pacing: {}, closed: 'hold' })
      expect(outcomes[1]).toMatchObject({ thrown: false, status: 200 })
      const [first, second] = stage.requests
      expect(stage.requests).toHaveLength(2)
      expect((second?.atMs ?? 0) - (first?.atMs ?? Infinity)).toBeGreaterThanOrEqual(resetMs)
    },
  )

  test('sends at once what no limit forbids, and what is not to be paced', async () => {
    for (const [fields, policy] of [
      [{}, { pacing: {} }],
      [spent, {}],
      [spent, { pacing: { learn: false } }],
    ] as const) {
      const { outcomes, stage } = await twice(driver, [json(200, { done: true }, fields), fine], policy)
      expect(outcomes.map(({ status }) => status)).toEqual([200, 200])
      expect(stage.requests).toHaveLength(2)
    }
  })
})
