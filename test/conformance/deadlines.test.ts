import { type PolicyInput, RecourseError, createRecourse, decisionOf, faultOf } from '@recourse/core'
import { type Fetch, withRecourse } from '@recourse/fetch'
import { describe, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../fixtures/clock.ts'

const flat = (baseMs: number) => ({ baseMs, capMs: baseMs, jitter: 'none' }) as const
const base = { budget: 'unsafe_off', throttle: false, maxAttempts: 5 } as const satisfies PolicyInput
const failure = (headers: Record<string, string> = {}): Response => new Response(null, { status: 500, headers })

type Sent = { number: number; timeoutMs: number | null; atMs: number }
type Play = Readonly<{
  clock: ManualClock
  sent: readonly Sent[]
  call(): Promise<unknown>
}>

/** Answers take `tookMs` of the clock's time each. */
function play(policy: PolicyInput, answers: readonly Response[], tookMs = 0): Play {
  const clock = manualClock({ monotonicMs: 0 })
  // limits of attempts stand still: what is told of is how long they would be
  const limitless: ManualClock = Object.create(clock, {
    sleep: {
      value: (ms: number, signal?: AbortSignal) =>
        signal?.aborted === false ? new Promise<void>(() => {}) : clock.sleep(ms, signal),
    },
  })
  const sent: Sent[] = []
  const recourse = createRecourse({ policy: { ...base, ...policy }, clock: limitless })
  const call = (): Promise<unknown> =>
    recourse.run(
      async ({ number, timeoutMs }) => {
        sent.push({ number, timeoutMs, atMs: clock.monotonicMs })
        clock.monotonicMs += tookMs
        clock.nowMs += tookMs
        const answer = answers[Math.min(sent.length, answers.length) - 1]!
        if (!answer.ok) throw Object.assign(new Error('failed'), { status: answer.status, headers: answer.headers })
        return answer
      },
      { method: 'GET', url: 'https://api.test/things' },
    )
  return { clock, sent, call }
}

describe('total time', () => {
  test('no attempt is started whose wait ends at the deadline or after it', async () => {
    const { clock, sent, call } = play({ totalTimeoutMs: 1_000, transient: flat(400) }, [failure()])
    const error: unknown = await call().catch((it: unknown) => it)
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 400, 800])
    expect(clock.sleeps).toEqual([400, 400])
    expect(faultOf(error)?.kind).toBe('server')
  })

  test('no attempt is started where the wait before it took longer than it was to, and the time is over', async () => {
    const { clock, sent, call } = play({ totalTimeoutMs: 1_000, transient: flat(400) }, [failure()])
    const sleep = clock.sleep.bind(clock)
    clock.sleep = async (ms) => sleep(ms + 600)
    const error: unknown = await call().catch((it: unknown) => it)
    expect(sent.map(({ atMs }) => atMs)).toEqual([0])
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'out_of_time' })
  })

  test('an attempt has what is left of the total time, and never more than its own limit', async () => {
    const { sent, call } = play(
      { totalTimeoutMs: 1_000, attemptTimeoutMs: 600, transient: flat(100) },
      [failure()],
      200,
    )
    await call().catch(() => undefined)
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([600, 600, 400, 100])
  })

  test('without one, an attempt has its own limit or none', async () => {
    for (const attemptTimeoutMs of [null, 600]) {
      const { sent, call } = play({ attemptTimeoutMs, maxAttempts: 2, transient: flat(100) }, [failure()], 10_000)
      await call().catch(() => undefined)
      expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([attemptTimeoutMs, attemptTimeoutMs])
    }
  })
})

describe('calls that are held', () => {
  const pacing = { maxQueueMs: 60_000 }
  const limited = (): Response =>
    new Response(null, { status: 200, headers: { 'ratelimit-policy': '"d";q=5;w=1', ratelimit: '"d";r=0;t=3' } })

  /** Two calls through fetch; the first one learns that there is nothing left for three seconds. */
  async function second(policy: PolicyInput): Promise<{ clock: ManualClock; sent: number; error: RecourseError }> {
    const clock = manualClock({ monotonicMs: 0 })
    let sent = 0
    const stub: Fetch = async () => (sent++, limited())
    const client = withRecourse(stub, { policy: { pacing, closed: 'hold', ...policy }, clock })
    // a limit of its own would be a sleep more
    await client('https://api.test/things', { recourse: { policy: { totalTimeoutMs: null } } })
    const error: unknown = await client('https://api.test/things').catch((it: unknown) => it)
    return { clock, sent, error: error as RecourseError }
  }

  test('are refused at once where the wait is known to be longer than their time', async () => {
    const { clock, sent, error } = await second({ totalTimeoutMs: 2_000 })
    expect(sent).toBe(1)
    expect(clock.sleeps).toEqual([])
    expect(error).toBeInstanceOf(RecourseError)
    expect(error.reason).toBe('limit_reached')
    expect(error.retryAtMs).toBe(clock.nowMs + 3_000)
  })

  test('are refused at once where they may not be held for so long', async () => {
    const { clock, sent, error } = await second({ pacing: { maxQueueMs: 2_000 } })
    expect([sent, clock.sleeps, error.reason]).toEqual([1, [], 'limit_reached'])
  })

  test('are refused at once where they would begin with no time left to end', async () => {
    const { clock, sent, error } = await second({ totalTimeoutMs: 3_100 })
    expect([sent, clock.sleeps, error.reason]).toEqual([1, [], 'limit_reached'])
  })

  test('are sent where there is time left', async () => {
    const { clock, sent, error } = await second({ totalTimeoutMs: 10_000 })
    expect([sent, (error as unknown as Response).status]).toEqual([2, 200])
    expect(clock.monotonicMs).toBeGreaterThanOrEqual(3_000)
  })
})
