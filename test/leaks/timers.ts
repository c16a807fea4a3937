// A process of its own, as a test runner has timers too: each driver waits, its caller leaves, and the timers are counted.
import { type DriverRequest, plainGet } from '../conformance/drivers/driver.ts'
import { drivers } from '../conformance/drivers/index.ts'
import { turn } from './tools.ts'

const [url = ''] = process.argv.slice(2)

/** Timers that keep this process alive, whoever made them. */
const timers = (): number => process.getActiveResourcesInfo().filter((it) => it === 'Timeout').length

const counted: Record<string, unknown> = {}
for (const driver of drivers) {
  const before = timers()
  const caller = new AbortController()
  let waiting = (): void => {}
  const wait = new Promise<void>((resolve) => (waiting = resolve))
  const made = driver.make({ onEvent: ({ type }) => type === 'retry' && waiting() })
  const request: DriverRequest = { ...plainGet, url, signal: caller.signal }
  const calling = made.call(request)
  await wait
  await turn()
  await turn()
  const during = timers()
  caller.abort()
  await calling
  await made.close()
  await turn()
  counted[driver.name] = { before, waiting: during - before, after: timers() - before }
}
console.log(JSON.stringify(counted))
process.exit()
