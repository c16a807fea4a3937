import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { elasticsearch } from './elasticsearch.ts'

test.each([
  ['with an item that failed', { errors: true, items: [{ index: { error: {} } }] }, true],
  ['of which all went well', { errors: false, items: [{ index: { status: 201 } }] }, false],
  ['of nothing that it should hold', { errors: true, items: [null, 1, 'x', {}, { index: null }] }, false],
  ['without items', { errors: true }, false],
])('a bulk %s is known in a 200', (_, body, failed) => {
  expect(elasticsearch.inSuccess?.(wireOf(body, { status: 200 }))).toBe(failed)
})

test.each([{ error: 'text' }, { error: { type: 't' } }, { error: { reason: 'r' } }, {}])(
  '%j is left to others',
  (body) => {
    expect(elasticsearch.read(wireOf(body), 0)).toBeUndefined()
  },
)
