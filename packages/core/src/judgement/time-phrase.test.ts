import { expect, test, vi } from 'vitest'
import { timePhrase } from './time-phrase.ts'

/** How many formats are made for these locales, whatever was asked for before. */
function madeFor(locales: readonly string[]): number {
  const made = vi.spyOn(Intl, 'RelativeTimeFormat')
  try {
    for (const locale of locales) expect(timePhrase(8_000, locale)).toBe('in 8 seconds')
    return made.mock.calls.length
  } finally {
    made.mockRestore()
  }
}

const strangers = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `en-x-${name}${index}`)

test('a format is made once for a locale', () => {
  const few = strangers('few', 10)
  madeFor(few) // all that is known may be let go in between, once
  madeFor(few)
  expect(madeFor(few)).toBe(0)
})

test('no more than 51 are kept, as the locale may come from a stranger', () => {
  const many = strangers('many', 52)
  expect(madeFor(many)).toBe(52)
  expect(madeFor(many)).toBeGreaterThan(0)
  const fit = strangers('fit', 51)
  madeFor(fit) // others are let go
  madeFor(fit)
  expect(madeFor(fit)).toBe(0)
})
