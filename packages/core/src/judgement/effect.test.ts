import { describe, expect, test } from 'vitest'
import { effectOf } from './effect.ts'

type Seen = Parameters<typeof effectOf>[0]
const sent: Seen = { phase: 'headers', method: 'POST', status: 500, stated: false, reached: true }

/** The design's table of effects, row by row. */
const table: readonly (readonly [what: string, seen: Partial<Seen>, effect: string])[] = [
  ['nothing left this machine', { phase: 'not_sent', status: null }, 'none'],
  ['nothing left this machine, by its cause', { phase: 'sent', status: null, reached: false }, 'none'],
  ['GET is safe', { method: 'GET' }, 'none'],
  ['HEAD is safe', { method: 'HEAD' }, 'none'],
  ['OPTIONS is safe', { method: 'OPTIONS' }, 'none'],
  ['QUERY is safe', { method: 'QUERY' }, 'none'],
  ['TRACE is safe', { method: 'TRACE' }, 'none'],
  ['GET is safe without an answer', { method: 'GET', phase: 'sent', status: null }, 'none'],
  ['GET is safe when its answer was cut', { method: 'GET', phase: 'body', status: 200 }, 'none'],
  ['100', { status: 100 }, 'none'],
  ['199', { status: 199 }, 'none'],
  ['300', { status: 300 }, 'none'],
  ['400', { status: 400 }, 'none'],
  ['408', { status: 408 }, 'none'],
  ['409', { status: 409 }, 'none'],
  ['425', { status: 425 }, 'none'],
  ['429', { status: 429 }, 'none'],
  ['498', { status: 498 }, 'none'],
  ['499, whose server may have gone on', { status: 499 }, 'unknown'],
  ['460, whose server may have gone on', { status: 460 }, 'unknown'],
  ['a 4xx whose body was read', { status: 422, phase: 'body' }, 'none'],
  ['503 with a stated wait', { status: 503, stated: true }, 'none'],
  ['503 without one', { status: 503 }, 'unknown'],
  ['500', { status: 500 }, 'unknown'],
  ['500 with a stated wait', { status: 500, stated: true }, 'unknown'],
  ['502 with a stated wait', { status: 502, stated: true }, 'unknown'],
  ['504 with a stated wait', { status: 504, stated: true }, 'unknown'],
  ['599', { status: 599 }, 'unknown'],
  ['no answer after it was sent', { phase: 'sent', status: null }, 'unknown'],
  ['PUT is idempotent, and yet may have been done', { method: 'PUT', phase: 'sent', status: null }, 'unknown'],
  ['DELETE is idempotent, and yet may have been done', { method: 'DELETE' }, 'unknown'],
  ['a method that nobody knows', { method: 'get' }, 'unknown'],
  ['2xx whose body was cut', { status: 200, phase: 'body' }, 'applied'],
  ['299 whose body was cut', { status: 299, phase: 'body' }, 'applied'],
  ['an error inside a 200', { status: 200 }, 'unknown'],
  ['an error inside a 299', { status: 299, phase: 'sent' }, 'unknown'],
]

describe('the effect', () => {
  test.each(table)('of %s is known', (_, seen, effect) => {
    expect(effectOf({ ...sent, ...seen })).toBe(effect)
  })
})
