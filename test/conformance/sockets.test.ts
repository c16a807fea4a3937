import { expect, test } from 'vitest'
import { drivers } from './drivers/index.ts'
import { scenarios } from './scenarios/index.ts'
import { socketStage } from './stage.ts'
import { defineSuite } from './suite.ts'

const names = Object.values(scenarios).flatMap((stories) => stories.map(({ name }) => name))

test('every scenario has a name of its own', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('every skip names a scenario and says why', () => {
  const skips = drivers.flatMap(({ skip }) => skip)
  expect(skips.filter(({ scenario, reason }) => !names.includes(scenario) || reason === '')).toEqual([])
})

defineSuite({ name: 'sockets', plays: () => true, open: ({ server }) => socketStage(server) })
