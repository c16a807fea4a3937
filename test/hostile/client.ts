// A process of its own for each client, whose memory is measured: node client.ts DRIVER, and a JSON list of cases on stdin.
import { text } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { faultOf } from '@recourse/core'
import type { DriverRequest, Made } from '../conformance/drivers/driver.ts'
import { drivers } from '../conformance/drivers/index.ts'
import { type Case, type Seen, attemptTimeoutMs, bodyTimeoutMs, maxAttempts } from './seen.ts'

const sampleMs = 5
const wait = { baseMs: 1, capMs: 1, jitter: 'none' } as const

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The highest resident memory until it is asked for, in bytes: what the system noted where that rose, else what was sampled. */
function watchMemory(): () => number {
  collect()
  const notedBefore = process.resourceUsage().maxRSS
  const before = process.memoryUsage.rss()
  let most = before
  const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), sampleMs)
  return () => {
    clearInterval(sampling)
    const noted = process.resourceUsage().maxRSS
    return Math.max(most, process.memoryUsage.rss(), noted > notedBefore ? noted * 1_024 : 0) - before
  }
}

async function play({ name, url, status }: Case, made: Made): Promise<Seen> {
  const request: DriverRequest = {
    url,
    method: 'GET',
    headers: {},
    body: undefined,
    signal: undefined,
    recourse: undefined,
  }
  const grownBytes = watchMemory()
  const limit = new Promise<undefined>((resolve) => setTimeout(resolve, attemptTimeoutMs, undefined).unref())
  const outcome = await Promise.race([made.call(request), limit])
  const grown = grownBytes()
  const fault = faultOf(outcome?.subject)
  await outcome?.cancel?.().catch(() => undefined)
  return {
    name,
    status,
    settled: outcome !== undefined,
    fault: { kind: fault?.kind ?? null, status: fault?.status ?? null },
    grownMb: Math.round(grown / 1_048_576),
  }
}

const driver = drivers.find(({ name }) => name === process.argv[2])
const [warmUp, ...cases] = JSON.parse(await text(process.stdin)) as readonly Case[]
if (driver === undefined || warmUp === undefined) throw new Error('usage: client.ts DRIVER, with cases on stdin')
const made = driver.make({
  policy: { maxAttempts, attemptTimeoutMs, transient: wait, throttled: wait, budget: 'unsafe_off', throttle: false },
  limits: { bodyTimeoutMs },
})
// what is loaded and compiled at the first call is no answer's fault
for (let call = 0; call < 5; call++) await play(warmUp, made)
for (const it of cases) console.log(JSON.stringify(await play(it, made)))
process.exit()
