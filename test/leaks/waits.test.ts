import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type DriverRequest, plainGet } from '../conformance/drivers/driver.ts'
import { drivers } from '../conformance/drivers/index.ts'
import { socketStage } from '../conformance/stage.ts'
import { failed, fine } from '../conformance/steps.ts'
import { collectUntil, turn, turnsUntil, watched, watchedTimers } from './tools.ts'

test.each(drivers)(
  '$name leaves a wait in the next macrotask, with no listener and no timer of its own',
  async (driver) => {
    const stage = await socketStage([failed(429, { 'retry-after': '30' })])
    const timers = watchedTimers()
    const caller = new AbortController()
    const listeners = watched(caller.signal)
    let waiting = (): void => {}
    const wait = new Promise<void>((resolve) => (waiting = resolve))
    const made = driver.make({ onEvent: ({ type }) => type === 'retry' && waiting() })
    const request: DriverRequest = { ...plainGet, url: stage.url, signal: caller.signal }
    const calling = made.call(request)
    await wait
    await turn()
    await turn()
    expect(timers.left()).toBe(1)
    const atRest = listeners.left()
    expect(atRest).toBeGreaterThan(0)

    const turns = turnsUntil(calling)
    caller.abort()
    expect(await turns).toBeLessThanOrEqual(1)
    expect(await calling).toMatchObject({ thrown: true, subject: { name: driver.errorNames.aborted } })
    expect(stage.requests).toHaveLength(1)
    expect(timers.left()).toBe(0)
    timers.restore()
    // a runtime's own fetch takes its listener away when the request is collected
    await collectUntil(() => listeners.left() === 0)
    expect(listeners.left()).toBe(0)
    await made.close()
    await stage.close()
  },
)

test('no driver leaves a timer behind that keeps the process alive, when its caller leaves a wait', async () => {
  const stage = await socketStage([failed(429, { 'retry-after': '30' })])
  const program = fileURLToPath(new URL('./timers.ts', import.meta.url))
  const options = ['--conditions=@recourse/source', program, stage.url]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  const left = { before: 0, waiting: 1, after: 0 }
  expect(JSON.parse(stdout)).toEqual(Object.fromEntries(drivers.map(({ name }) => [name, left])))
  await stage.close()
})

test('a wait that is awaited keeps the process alive, and nothing does after it', async () => {
  const stage = await socketStage([failed(429, { 'retry-after-ms': '120' }), fine])
  const adapter = new URL('../../adapters/fetch/src/index.ts', import.meta.url).href
  const program = `
    const { withRecourse } = await import(${JSON.stringify(adapter)})
    const response = await withRecourse(fetch)(process.argv[1])
    console.log(response.status, await response.text())`
  const options = ['--conditions=@recourse/source', '--input-type=module', '--eval', program, stage.url]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  expect(stdout.trim()).toBe('200 {"done":true}')
  await stage.close()
})
