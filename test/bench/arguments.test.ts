import { expect, test } from 'vitest'
import { optionsOf, parts } from './arguments.ts'
import { usage } from './usage.ts'

test('without arguments everything is measured, thoroughly, for people', () => {
  expect(optionsOf([])).toEqual({ only: parts, json: false, quick: false, help: false })
})

test('parts are chosen by name, repeated or in a list, and run in their own order', () => {
  expect(optionsOf(['--only', 'sizes', '--only', 'ky']).only).toEqual(['ky', 'sizes'])
  expect(optionsOf(['--only=axios,fetch', '--quick', '--json'])).toEqual({
    only: ['fetch', 'axios'],
    json: true,
    quick: true,
    help: false,
  })
})

test.each([
  [['--only', 'got'], '--only takes fetch, ky, axios, ofetch, openai, classify, state, sizes; got "got"'],
  [['--only', 'ky,'], 'got ""'],
  [['--only'], '--only'],
  [['--fast'], '--fast'],
  [['fetch'], 'fetch'],
  [['--json=yes'], '--json'],
])('%j is refused with its reason', (given, message) => {
  expect(() => optionsOf(given)).toThrow(message)
})

test('the help names every part and every option', () => {
  for (const word of [...parts, '--only', '--quick', '--json', '--help', 'Exit code']) expect(usage).toContain(word)
})
