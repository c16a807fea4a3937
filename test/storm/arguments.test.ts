import { expect, test, vi } from 'vitest'
import { optionsOf } from './arguments.ts'
import { fullSeeds, gateSeeds, planOf, tuningSeeds } from './plan.ts'

test('without arguments all gates are judged, on seeds that tuned nothing', () => {
  expect(optionsOf([])).toEqual({ full: false, json: false, only: [], policy: [], seeds: gateSeeds, set: undefined })
  expect(optionsOf(['--full']).seeds).toEqual(fullSeeds)
  expect(fullSeeds.filter((seed) => tuningSeeds.includes(seed))).toEqual([])
})

test('scenarios, groups, rows, seeds and a policy are chosen', () => {
  const options = optionsOf([
    '--only',
    'S1,partials',
    '--policy',
    'ky,no retry',
    '--seeds',
    '1,2',
    '--set',
    '{"throttle":false}',
  ])
  expect(options).toMatchObject({ seeds: [1, 2], set: { throttle: false } })
  const plans = planOf(options)
  expect(plans.map(({ group }) => group)).toEqual(['outages', 'partials'])
  expect(plans.map(({ scenarios }) => scenarios.length)).toEqual([1, 8])
  expect(plans[0]?.models).toEqual(['no retry', 'ky'])
})

test.each([
  [['--only', 'S9'], 'nothing is named S9'],
  [['--policy', 'got'], 'nothing is named got'],
  [['--seeds', 'one'], '--seeds takes integers'],
  [['--set', '{'], 'JSON'],
  [['--fast'], '--fast'],
  [['S1'], 'too many arguments'],
])('%j is refused with its reason', (given, message) => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(() => optionsOf(given)).toThrow(message)
})
