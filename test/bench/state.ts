import { defaultPolicy, definePolicy, memoryStore, systemClock } from '@recourse/core'
import { admitStep } from '../../packages/core/src/state/gate.ts'
import type { Contender, Groups, Stock } from './group.ts'

/** What it costs to ask the state of a thousand origins, beside looking each of them up in a cache of the same size. */
export const groups: Groups = [
  () => ({
    client: 'state of 1 000 keys in turn',
    path: 'failure',
    kind: 'json',
    share: 0.05,
    stock: none,
    base: () => ({ name: 'a Map as LRU', call: lru() }),
    contenders: [
      { name: 'admitted, as it comes', ours: true, call: admissions(defaultPolicy), bar: { ratio: 4 } },
      {
        name: 'admitted, all gates',
        ours: true,
        call: admissions(definePolicy({ breaker: {}, pacing: { limit: 1e9, windowMs: 1_000 } })),
      },
    ],
  }),
]

const keyCount = 1_000
const keptMs = 600_000
const keys = Array.from({ length: keyCount }, (_, index) => `api-${index}.example.com`)

const none: Stock = { fill: () => undefined, left: () => 0 }

/** As caches are written by hand: a hit becomes the youngest. */
function lru(): Contender['call'] {
  const entries = new Map(keys.map((key) => [key, { uses: 0 }]))
  return async () => {
    for (const key of keys) {
      const entry = entries.get(key)!
      entries.delete(key)
      entries.set(key, entry)
      entry.uses++
    }
  }
}

function admissions(gates: typeof defaultPolicy): Contender['call'] {
  const store = memoryStore({ maxKeys: keyCount, clock: systemClock })
  return async () => {
    for (const key of keys) {
      const verdict = store.update(key, admitStep({ gates, first: true, random: systemClock.random(), by: '' }), keptMs)
      if (!verdict.ok) throw new Error(`${key}: ${verdict.reason}`)
    }
  }
}
