import { describe, expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { shopify } from './shopify.ts'

const bucket = { maximumAvailable: 1_000, currentlyAvailable: 100, restoreRate: 50 }
const throttled = { message: 'Throttled', extensions: { code: 'THROTTLED' } }
const wireFor = (errors: unknown, cost: unknown) => wireOf({ errors, extensions: { cost } }, { status: 200 })

describe('a 200 of Shopify', () => {
  test('is an error where it has one beside its cost, and no data', () => {
    const cost = { requestedQueryCost: 300, throttleStatus: bucket }
    expect(shopify.inSuccess?.(wireFor([throttled], cost))).toBe(true)
    expect(shopify.inSuccess?.(wireFor(undefined, cost))).toBe(false)
    expect(shopify.inSuccess?.(wireFor([throttled], undefined))).toBe(false)
    const partly = wireOf({ data: { shop: {} }, errors: [throttled], extensions: { cost } }, { status: 200 })
    expect(shopify.inSuccess?.(partly)).toBe(false)
  })

  test.each([
    ['what is missing, over what comes back in a second', 300, bucket, 4_000],
    ['whole milliseconds, never fewer', 101, { ...bucket, restoreRate: 3 }, 334],
    ['nothing where nothing is missing', 100, bucket, undefined],
    ['nothing where nothing comes back', 300, { ...bucket, restoreRate: 0 }, undefined],
    ['nothing where a number is no number', 300, { ...bucket, currentlyAvailable: 'few' }, undefined],
    ['nothing where the bucket is not told', 300, undefined, undefined],
  ])('states a wait of %s', (_, requestedQueryCost, throttleStatus, expected) => {
    expect(shopify.read(wireFor([throttled], { requestedQueryCost, throttleStatus }), 0)?.retryAfterMs).toBe(expected)
  })

  test('is left to others where it says no cost', () => {
    expect(shopify.read(wireFor([throttled], undefined), 0)).toBeUndefined()
    expect(shopify.read(wireOf('text', {}), 0)).toBeUndefined()
  })
})
