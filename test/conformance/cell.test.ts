import { expect, test } from 'vitest'
import { type Played, playCell } from './cell.ts'
import { draw } from './draw.ts'
import type { Driver } from './drivers/driver.ts'
import { fetchDriver } from './drivers/fetch.ts'
import { kyDriver } from './drivers/ky.ts'
import { type Story, grid } from './grid.ts'
import { lineOf } from './json.ts'
import { socketStage } from './stage.ts'

const storyCalled = (title: string): Story => {
  const story = grid.find((it) => it.title === title)
  if (story === undefined) throw new Error(`no story is called ${title}`)
  return story
}

const refused = storyCalled('nothing listens there')
const skip = [{ scenario: refused.GET.name, reason: 'it has another name for it' }]
const misnamed = { ...fetchDriver.errorNames, network: 'NetError' }

const played = async (driver: Driver, story: Story = refused): Promise<Played> =>
  playCell({ story, driver, method: 'GET', over: 'sockets' }, await socketStage(story.GET.server))

test('a story that goes as it should has passed', async () => {
  expect(await played(fetchDriver)).toMatchObject({ result: 'passed', server: [], openSockets: 0 })
})

test('a story that goes otherwise has failed, and what differs is told', async () => {
  const cell = await played({ ...fetchDriver, errorNames: misnamed })
  expect(cell).toMatchObject({ result: 'failed', differs: expect.stringMatching(/^hands: .*[^]*NetError/) })
  expect(draw([cell])).toMatch(/ F$[^]*Failures:[^]*NetError[^]*fetch over sockets: nothing listens there \(GET\)/m)
})

test('what differs with a reason is a deviation, and no pass', async () => {
  const cell = await played({ ...fetchDriver, errorNames: misnamed, skip })
  expect(cell).toMatchObject({ result: 'deviation', reason: skip[0]?.reason })
  expect(draw([cell])).toMatch(/ s$[^]*Deviations:\n {2}fetch: it has another name for it/m)
})

test('a deviation that is none is a failure', async () => {
  expect(await played({ ...fetchDriver, skip })).toMatchObject({ result: 'failed' })
})

test('hooks that run too often are a failure', async () => {
  const hooks: Driver['hooks'] = (ran) => ({ ...kyDriver.hooks?.(ran), beforeRequest: 2 })
  expect(await played({ ...kyDriver, hooks })).toMatchObject({
    result: 'failed',
    differs: expect.stringMatching(/^hooks/),
  })
})

test('a cell as data has what the server saw', async () => {
  const cell = await played(kyDriver, storyCalled('a 429 with a hint is sent again not before it is over'))
  expect(JSON.parse(lineOf(cell))).toMatchObject({
    driver: 'ky',
    method: 'GET',
    over: 'sockets',
    result: 'passed',
    events: ['attempt 1', 'retry 1: rate_limit', 'attempt 2', 'recovered 2'],
    attempts: 2,
    fault: { kind: 'rate_limit', effect: 'none' },
    hooks: { beforeRequest: 1, afterResponse: 2, beforeRetry: 1, beforeError: 0 },
    server: [{ step: 'answer' }, { step: 'answer' }],
  })
})
