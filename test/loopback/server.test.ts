import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loopback, startLoopback } from './index.ts'
import { htmlPage, json, redirect, text } from './presets.ts'
import { seenByFetch, seenByHttp, shapeOf } from './seen.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const statusesOf = async (url: string, times: number): Promise<(number | undefined)[]> => {
  const statuses = []
  for (let time = 0; time < times; time += 1) statuses.push((await seenByFetch(url)).status)
  return statuses
}

test('a script plays its steps in order and repeats the last', async () => {
  const route = server.script([json(503, { a: 1 }), text(429, 'slow down'), htmlPage(200, 'Fine')])
  expect(await statusesOf(`${route.url}/below?query=1`, 4)).toEqual([503, 429, 200, 200])
  expect(route.log.map((entry) => entry.path)).toEqual(Array(4).fill(`${new URL(route.url).pathname}/below?query=1`))
  expect(route.log.map((entry) => entry.index)).toEqual(route.log.map((entry) => server.log.indexOf(entry)))
})

test('a second origin has a host of its own and shares the log', async () => {
  const { host, script } = await server.origin()
  const target = script([text(200, 'there')])
  expect(await seenByFetch(server.script([redirect(307, target.url)]).url)).toMatchObject({
    status: 200,
    body: 'there',
  })
  expect(target.log[0]).toMatchObject({ host, headers: { host } })
  expect(host).not.toBe(server.host)
  expect(server.log).toContain(target.log[0])
})

test('a redirect loop costs one step for each attempt', async () => {
  const route = server.script([{ step: 'redirectLoop' }, text(200, 'out')])
  expect((await seenByFetch(route.url)).error).toMatchObject({ cause: { message: 'redirect count exceeded' } })
  expect(new Set(route.log.map((entry) => entry.step))).toEqual(new Set(['redirectLoop']))
  expect(await seenByFetch(route.url)).toMatchObject({ status: 200, body: 'out' })
})

test('a request that no script expected answers 599 and is a mistake', async () => {
  const other = await startLoopback()
  // oxlint-disable-next-line unicorn/no-thenable -- a word, not a function: nothing can await it by mistake
  const exhausted = other.script([text(200, '')], { then: 'fail' })
  const thrower = () => {
    throw new Error('mine')
  }
  const urls = [
    exhausted.url,
    exhausted.url,
    `${other.url}/elsewhere`,
    `${other.url}/r99`,
    other.script([]).url,
    other.script([{ step: 'explode' } as never]).url,
    other.script([{ step: 'answer', status: 200, headers: { 'content-length': '1', 'x y': 'no header' } }]).url,
    other.script([() => ({ step: 'resetDuringBody' })]).url,
    other.script([() => undefined as never]).url,
    other.script([thrower]).url,
  ]
  const statuses = []
  for (const url of urls) statuses.push((await seenByFetch(url, { method: 'POST', body: 'x' })).status)
  expect(statuses).toEqual([200, ...Array(9).fill(599)])
  expect(other.mistakes.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(other.mistakes[4]?.problem).toContain('{"step":"explode"} is no step. Steps: answer, ')
  expect(other.log.slice(1).every((entry) => entry.outcome === 'mistake')).toBe(true)
  await other.close()
})

test('sockets are counted', async () => {
  const other = await startLoopback()
  const route = other.script([{ step: 'closeAfterAnswer', status: 200 }])
  await seenByHttp(route.url)
  await seenByHttp(route.url)
  await other.until(() => other.openSockets() === 0)
  expect(other.totalSockets()).toBe(2)
  await other.close()
})

test('close ends what hangs and what waits', async () => {
  const other = await startLoopback()
  const seen = seenByHttp(other.script([{ step: 'hang' }]).url)
  await other.until(() => other.log[0]?.outcome === 'hung')
  const never = other.until(() => false).catch(shapeOf)
  await other.close()
  expect(other.openSockets()).toBe(0)
  expect(other.log[0]).not.toHaveProperty('clientClosedAtMs')
  expect(await never).toMatchObject({ message: expect.stringContaining('closed before this became true') })
  await other.until(() => true)
  await expect(other.until(() => false)).rejects.toThrow('closed before this became true')
  await other.close()
  expect((await seen).error).toMatchObject({ code: 'ECONNRESET' })
})

test('after close nothing keeps the process alive', async () => {
  const program = `
    import { startLoopback } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const server = await startLoopback()
    const steps = [
      { step: 'drip', status: 200, everyMs: 5, bytes: 1 },
      { step: 'endless', status: 200 },
      { step: 'hang' },
      { step: 'answer', status: 200, afterMs: 3_600_000 },
      { step: 'truncate', status: 200, body: 'ab', sendBytes: 1, end: 'reset' },
    ]
    const route = server.script(steps)
    const left = steps.map(() => fetch(route.url).then((response) => response.text()).catch(() => 'failed'))
    await server.until(() => route.log.length === steps.length)
    await server.close()
    console.log((await Promise.all(left)).join(), server.openSockets())`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program])
  expect(stdout.trim()).toBe('failed,failed,failed,failed,failed 0')
})
