import type { RecourseEvent, RecourseOptions } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { type StatedWait, statedWaits } from '../fixtures/stated-waits.ts'
import type { Step } from '../loopback/index.ts'
import { type RecordingClock, recordingClock } from './clock.ts'
import type { Driver, Outcome } from './drivers/driver.ts'
import { drivers } from './drivers/index.ts'
import { type Stage, socketStage } from './stage.ts'
import { fine, json } from './steps.ts'

const hourMs = 3_600_000

type Played = Readonly<{
  outcome: Outcome
  events: readonly RecourseEvent[]
  clock: RecordingClock
  serverMs: number
  stage: Stage
}>

/** Plays one row, by a server whose clock is right and a client whose clock may not be. Whoever does not `wait` aborts at once. */
async function play(driver: Driver, row: StatedWait, skewMs: number, wait: boolean): Promise<Played> {
  // a whole second, as the fields are, and the very one that the server answers in
  const serverMs = Math.floor(Date.now() / 1_000) * 1_000
  const { date, ...headers } = row.headers(row.dateless ? serverMs + skewMs : serverMs)
  const refusal: Step = { ...json(row.status, { error: 'no' }, headers), date: date ?? null }
  const stage = await socketStage([refusal, fine])
  const clock = recordingClock(Infinity, { skewMs })
  const events: RecourseEvent[] = []
  const caller = new AbortController()
  const onEvent = (event: RecourseEvent): void => {
    events.push(event)
    if (event.type === 'retry' && !wait) caller.abort()
  }
  // the row that names a provider stands for a user who says whose API it is
  const options: RecourseOptions = { clock, onEvent }
  const made = driver.make(options)
  const recourse = row.provider === undefined ? undefined : { provider: row.provider }
  const { method } = row
  const outcome = await made.call({
    url: stage.url,
    method,
    headers: {},
    body: undefined,
    signal: caller.signal,
    recourse,
  })
  await Promise.all([made.close(), wait ? undefined : stage.close()])
  return { outcome, events, clock, serverMs, stage }
}

const skews = { 'a clock that is right': 0, 'a clock an hour ahead': hourMs, 'a clock an hour behind': -hourMs }

describe.concurrent.each(drivers)('$name', { timeout: 15_000 }, (driver) => {
  describe.each(Object.entries(skews))('with %s', (_name, skewMs) => {
    test.each(statedWaits)('waits as row $row has it', async (row) => {
      const { outcome, events, serverMs, stage } = await play(driver, row, skewMs, false)
      expect(stage.requests).toHaveLength(1)
      const verdict = events[1]
      if (verdict === undefined || !('fault' in verdict)) throw new Error('nothing was decided')
      const stated = row.provider === undefined ? row.stated : null
      if (row.dateless) expect(verdict.fault.retryAfterMs).toBeGreaterThan((stated ?? 0) - 1_500)
      else expect(verdict.fault.retryAfterMs).toBe(stated)
      if (row.decision.retry) {
        expect(verdict).toMatchObject({ type: 'retry', attempt: 1 })
        const { delayMs } = verdict as { delayMs: number }
        // what passes before a local clock is asked is gone from a wait that only it can measure
        expect(delayMs).toBeGreaterThanOrEqual(row.decision.min - (row.dateless ? 1_500 : 0))
        expect(delayMs).toBeLessThanOrEqual(row.decision.max)
        expect(events.map(({ type }) => type)).toEqual(['attempt', 'retry', 'give_up'])
        return
      }
      expect(verdict).toMatchObject({ type: 'give_up', attempt: 1, reason: row.decision.reason })
      expect(outcome).toMatchObject({ thrown: false, status: row.status })
      const retryAtMs = row.decision.reason === 'wait_too_long' ? row.decision.retryAt(serverMs) : undefined
      expect((verdict as { retryAtMs?: number }).retryAtMs).toBe(retryAtMs)
    })
  })

  const short = statedWaits.filter(({ decision }) => decision.retry && decision.max <= 2_000)
  test.each(short)('sends nothing before row $row is over', async (row) => {
    const { outcome, events, stage } = await play(driver, row, 0, true)
    const retry = events.find((event) => event.type === 'retry')
    const [first, second] = stage.requests
    expect(outcome).toMatchObject({ thrown: false, status: 200 })
    expect(stage.requests).toHaveLength(2)
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(retry?.delayMs ?? Infinity)
    expect(retry?.delayMs).toBeGreaterThanOrEqual(row.stated ?? 0)
    await stage.close()
  })
})

test('the table has its 26 rows', () => {
  const numbers = new Set(statedWaits.map(({ row }) => Number.parseInt(row, 10)))
  expect([...numbers].sort((one, other) => one - other)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
})
