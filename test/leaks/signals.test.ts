import { type Fetch, withRecourse } from '@recourse/fetch'
import { expect, test } from 'vitest'
import { systemClock } from '@recourse/core'
import { socketStage } from '../conformance/stage.ts'
import { empty } from '../conformance/steps.ts'
import { collectUntil, watched } from './tools.ts'

const calls = 1_000
const policy = {
  maxAttempts: 2,
  transient: { baseMs: 0, capMs: 0, jitter: 'none' },
  budget: 'unsafe_off',
  throttle: false,
} as const
const limits = { 'without a limit': null, 'with a limit for each attempt': 60_000 }

/** Answers without a network and without a listener of its own, so that all that are counted are ours. */
const failing: Fetch = () => Promise.resolve(new Response(null, { status: 500 }))

test.each(Object.entries(limits))(
  `${calls} calls %s leave no listener on one signal`,
  async (_name, attemptTimeoutMs) => {
    const { signal } = new AbortController()
    const listeners = watched(signal)
    const client = withRecourse(failing, { policy: { ...policy, attemptTimeoutMs } })
    for (let call = 0; call < calls; call++) await client('https://api.test/', { signal })
    expect(listeners.left()).toBe(0)
    expect(listeners.removed()).toBe(listeners.added())
    // one for each wait
    expect(listeners.added()).toBe(calls)
  },
)

test(`${calls} calls over sockets leave no listener on one signal`, { timeout: 60_000 }, async () => {
  const stage = await socketStage([empty(404)])
  const { signal } = new AbortController()
  const listeners = watched(signal)
  const client = withRecourse(fetch)
  for (let call = 0; call < calls; call++) await client(stage.url, { signal })
  // fetch of this runtime takes its own away when a request is collected
  await collectUntil(() => listeners.left() === 0)
  expect(listeners.left()).toBe(0)
  await stage.close()
})

test('one signal holds none of the signals that were made from it', async () => {
  const { signal } = new AbortController()
  const made: WeakRef<AbortSignal>[] = []
  const noting: Fetch = (input, init) => {
    if (init?.signal != null && init.signal !== signal) made.push(new WeakRef(init.signal))
    return failing(input)
  }
  const client = withRecourse(noting, { policy: { ...policy, attemptTimeoutMs: 60_000 } })
  for (let call = 0; call < 100; call++) await client('https://api.test/', { signal })
  expect(made).toHaveLength(200)
  await collectUntil(() => made.every((reference) => reference.deref() === undefined))
  // the last may still be on the stack
  expect(made.filter((reference) => reference.deref() !== undefined).length).toBeLessThanOrEqual(2)
})

test('limits of attempts leave no timer when the attempts are over', async () => {
  let open = 0
  const sleep: typeof systemClock.sleep = async (ms, signal) => {
    open++
    await systemClock.sleep(ms, signal)
    open--
  }
  const client = withRecourse(failing, {
    policy: { ...policy, attemptTimeoutMs: 60_000, totalTimeoutMs: 60_000 },
    clock: { ...systemClock, sleep },
  })
  for (let call = 0; call < 100; call++) await client('https://api.test/')
  await Promise.resolve()
  expect(open).toBe(0)
})
