import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type PolicyInput, RecourseError, systemClock } from '@recourse/core'
import { type Fetch, withRecourse } from '@recourse/fetch'
import { expect, test } from 'vitest'
import { socketStage } from '../conformance/stage.ts'
import { failed, fine } from '../conformance/steps.ts'
import { turn, watched } from './tools.ts'

/** All gates, and calls that wait at them. */
const holding = {
  maxAttempts: 1,
  closed: 'hold',
  throttle: { windowMs: 1_000 },
  breaker: { consecutive: 1, openMs: 20, maxOpenMs: 20 },
  pacing: { limit: 1, windowMs: 100, maxQueue: 3, maxQueueMs: 60_000 },
} as const satisfies PolicyInput

/** The client, and how many waits are open. */
function stubbed(policy: PolicyInput, statuses: readonly number[] = []) {
  let open = 0
  let sent = 0
  const sleep: typeof systemClock.sleep = async (ms, signal) => {
    open++
    await systemClock.sleep(ms, signal)
    open--
  }
  const stub: Fetch = () => Promise.resolve(new Response(null, { status: statuses[sent++] ?? 200 }))
  const client = withRecourse(stub, { policy, clock: { ...systemClock, sleep } })
  const call = (signal?: AbortSignal): Promise<Response> =>
    client('https://api.test/', signal === undefined ? {} : { signal })
  return { call, open: () => open, sent: () => sent }
}

const outcomeOf = (result: PromiseSettledResult<Response>): unknown =>
  result.status === 'fulfilled'
    ? result.value.status
    : result.reason instanceof RecourseError
      ? result.reason.reason
      : (result.reason as Error).name

test('calls that were let go, turned away or left by their caller leave no timer and no listener', async () => {
  const { call, open, sent } = stubbed(holding)
  const [caller, other] = [new AbortController(), new AbortController()]
  const listeners = [caller, other].map(({ signal }) => watched(signal))
  const calling = [call(), call(caller.signal), call(other.signal), call(), call()].map((it) =>
    Promise.allSettled([it]),
  )
  await turn()
  expect(open()).toBe(1)
  expect(listeners.map((it) => it.added())).toEqual([1, 1])
  other.abort()
  const outcomes = (await Promise.all(calling)).flat().map(outcomeOf)
  expect(outcomes).toEqual([200, 200, 'AbortError', 200, 'queue_full'])
  await turn()
  expect(sent()).toBe(3)
  expect(open()).toBe(0)
  expect(listeners.map((it) => it.left())).toEqual([0, 0])
  expect(listeners.map((it) => it.removed())).toEqual([1, 1])
})

test('the last caller that leaves takes the timer of its gate away', async () => {
  const { call, open, sent } = stubbed(holding)
  const caller = new AbortController()
  await call()
  const held = Promise.allSettled([call(caller.signal), call(caller.signal)])
  await turn()
  expect(open()).toBe(1)
  caller.abort()
  expect((await held).map(outcomeOf)).toEqual(['AbortError', 'AbortError'])
  await turn()
  expect(open()).toBe(0)
  expect(sent()).toBe(1)
})

test('calls that wait at a breaker leave no timer once it has closed', async () => {
  const { call, open, sent } = stubbed({ ...holding, pacing: false, throttle: false }, [500])
  expect((await call()).status).toBe(500)
  const held = Promise.allSettled([call(), call(), call()])
  await turn()
  expect(open()).toBe(1)
  expect((await held).map(outcomeOf)).toEqual([200, 200, 200])
  await turn()
  expect(sent()).toBe(4)
  expect(open()).toBe(0)
})

test.each(['refuse', 'hold'] as const)(
  'a process with all gates on ends by itself after its calls: %s',
  async (closed) => {
    const stage = await socketStage([fine, failed(429, { 'retry-after': '30' }), fine])
    const adapter = new URL('../../adapters/fetch/src/index.ts', import.meta.url).href
    const program = `
    import { memoryStore, systemClock } from '@recourse/core'
    const { withRecourse } = await import(${JSON.stringify(adapter)})
    const policy = { closed: '${closed}', breaker: {}, pacing: { maxQueueMs: 50 }, maxAttempts: 1 }
    const client = withRecourse(fetch, { policy, store: memoryStore({ clock: systemClock }) })
    const caller = new AbortController()
    const get = (init) => client(process.argv[1], init).then(async (it) => (await it.text(), it.status), (it) => it.reason ?? it.name)
    const outcomes = [await get(), await get(), await get(), await get({ recourse: { partition: 'other' } })]
    await new Promise((resolve) => setImmediate(resolve))
    console.log(JSON.stringify({ outcomes, timers: process.getActiveResourcesInfo().filter((it) => it === 'Timeout') }))`
    const options = ['--conditions=@recourse/source', '--input-type=module', '--eval', program, stage.url]
    // keeps its connections for a while, but not the process
    const { stdout } = await promisify(execFile)(process.execPath, options, {
      cwd: new URL('../', import.meta.url).pathname,
      timeout: 20_000,
    })
    expect(JSON.parse(stdout)).toEqual({ outcomes: [200, 429, 'limit_reached', 200], timers: [] })
    await stage.close()
  },
)
