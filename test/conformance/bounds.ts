import assert from 'node:assert/strict'

export const atLeast = (number: number, least: number, what: string): void =>
  assert.ok(number >= least, `${what} is ${number}, not at least ${least}`)

export const atMost = (number: number, most: number, what: string): void =>
  assert.ok(number <= most, `${what} is ${number}, not at most ${most}`)
